package io.reveil.subscription.confirm;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.activity.StatusRules;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactRow;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.SignalKey;
import io.reveil.subscription.request.Forgetting;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the link of a DOI mail does: it confirms once, and only by the person's own act. */
@Singleton
class Confirmations {
  private final Database database;
  private final Clock clock;
  private final Links links;
  private final Requests requests;
  private final Contacts contacts;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Suppressions suppressions;
  private final Activities activities;
  private final StatusRules days;
  private final SingleMails mails;
  private final AddressDigests digests;
  private final Forgetting forgetting;

  Confirmations(
      Database database,
      Clock clock,
      Links links,
      Requests requests,
      Contacts contacts,
      Purposes purposes,
      ConsentLedger ledger,
      Suppressions suppressions,
      Activities activities,
      StatusRules days,
      SingleMails mails,
      AddressDigests digests,
      Forgetting forgetting) {
    this.database = database;
    this.clock = clock;
    this.links = links;
    this.requests = requests;
    this.contacts = contacts;
    this.purposes = purposes;
    this.ledger = ledger;
    this.suppressions = suppressions;
    this.activities = activities;
    this.days = days;
    this.mails = mails;
    this.digests = digests;
    this.forgetting = forgetting;
  }

  /** How things stand; changes nothing (C1). */
  Confirmation look(String token) {
    return switch (links.verify(LinkAction.CONFIRM, token)) {
      case Verified.Authentic link -> look(link);
      case Verified.Unknown _ -> new Confirmation.Unknown();
    };
  }

  private Confirmation look(Verified.Authentic link) {
    return requests
        .find(link.contact(), link.reference())
        .map(this::standing)
        .orElseGet(Confirmation.Unknown::new);
  }

  private Confirmation standing(Request request) {
    if (request.state() == RequestState.REFUSED) {
      return new Confirmation.Refused(request);
    }
    Optional<Contact> known =
        contacts.find(request.contact()).filter(one -> one.state() != ContactState.ERASED);
    if (known.isEmpty()) {
      return new Confirmation.Unknown();
    }
    Contact contact = known.get();
    return switch (request.state()) {
      case PENDING ->
        clock.instant().isBefore(request.expiresAt())
            ? new Confirmation.Waiting(request, contact)
            : new Confirmation.Expired(request, contact);
      case CONFIRMED ->
        new Confirmation.Confirmed(
            request, contact, request.settledAt().orElse(request.createdAt()), false);
      case EXPIRED -> new Confirmation.Expired(request, contact);
      case SUPERSEDED -> new Confirmation.Replaced(request, contact);
      case REFUSED -> new Confirmation.Refused(request);
    };
  }

  /**
   * The person pressed the button. Everything that a confirmation means happens in one transaction, and once: a second
   * press, also after a withdrawal, finds the request CONFIRMED and grants nothing (D10).
   */
  Confirmation confirm(String token) {
    return switch (links.verify(LinkAction.CONFIRM, token)) {
      case Verified.Valid valid -> database.write(() -> confirm(valid));
      case Verified.Expired _, Verified.Unknown _ -> look(token);
    };
  }

  private Confirmation confirm(Verified.Valid valid) {
    Instant now = clock.instant();
    return switch (look(valid)) {
      case Confirmation.Waiting waiting
      when waiting.contact().email().isPresent()
          && requests.settle(waiting.request(), RequestState.CONFIRMED, now) -> {
        EmailAddress address = waiting.contact().email().get();
        grant(waiting.request(), address, valid.keyId(), now);
        suppressions.lift(digests.of(address));
        yield new Confirmation.Confirmed(waiting.request(), waiting.contact(), now, true);
      }
      // Somebody answered between our look and our act.
      case Confirmation.Waiting _ -> look(valid);
      case Confirmation.Confirmed _,
          Confirmation.Expired _,
          Confirmation.Replaced _,
          Confirmation.Refused _,
          Confirmation.Unknown _ -> look(valid);
    };
  }

  private void grant(Request request, EmailAddress address, int linkKey, Instant now) {
    contacts.confirm(
        request.contact(),
        new ContactRow(
            Optional.empty(),
            Optional.of(address),
            Optional.of(request.language()),
            Optional.empty(),
            Optional.empty(),
            requests.typed(request)));
    String mail = mails.messageIdHeader(request.contact(), request.doiMessage());
    for (Request.Asked asked : request.purposes()) {
      ledger.grant(
          purposes.key(request.contact(), asked.purpose()),
          new Evidence.LinkConfirmed(
              now,
              address,
              request.formId(),
              request.page(),
              asked.notice(),
              request.id(),
              mail,
              linkKey));
    }
    contacts.reach(request.contact());
    activities.open(List.of(request.contact()), days.today());
    activities.record(List.of(new ContactEvent(
        request.contact(),
        new Signal.Confirmed(request.id()),
        now,
        SignalKey.of(SignalKey.Kind.CONFIRMED, request.id()),
        "link")));
    requests.eraseTyped(request);
  }

  /**
   * The person never asked for anything: nothing is granted, and nobody can have mail sent there for 180 days (B11). An
   * old link says it as well as the newest, since whoever is flooded opens any of the mails.
   */
  Confirmation refuse(String token) {
    return links.verify(LinkAction.CONFIRM, token) instanceof Verified.Authentic link
        ? database.write(() -> refuse(link))
        : new Confirmation.Unknown();
  }

  private Confirmation refuse(Verified.Authentic link) {
    Confirmation found = look(link);
    return switch (found) {
      case Confirmation.Waiting waiting -> refuse(waiting.request(), waiting.contact(), link);
      case Confirmation.Expired expired -> refuse(expired.request(), expired.contact(), link);
      case Confirmation.Replaced replaced -> refuse(replaced.request(), replaced.contact(), link);
      case Confirmation.Confirmed _, Confirmation.Refused _, Confirmation.Unknown _ -> found;
    };
  }

  private Confirmation refuse(Request pressed, Contact contact, Verified.Authentic link) {
    Instant now = clock.instant();
    if (!settleRefused(pressed, link, now)) {
      // Something became of it between our look and our act.
      return refuse(link);
    }
    requests.list(contact.id()).stream()
        .filter(request -> request.state() == RequestState.PENDING)
        .forEach(waiting -> settleRefused(waiting, link, now));
    contact
        .email()
        .map(digests::of)
        .ifPresent(address -> suppressions.add(address, SuppressionReason.NOT_ME, "doi"));
    forgetting.forgetUnconfirmed(contact.id());
    return look(link);
  }

  private boolean settleRefused(Request request, Verified.Authentic link, Instant now) {
    boolean settled = requests.settle(request, RequestState.REFUSED, now);
    if (settled) {
      for (Request.Asked asked : request.purposes()) {
        ledger.refuse(
            purposes.key(request.contact(), asked.purpose()),
            new Evidence.NotMe(now, request.id(), link.keyId()));
      }
      requests.eraseTyped(request);
    }
    return settled;
  }
}
