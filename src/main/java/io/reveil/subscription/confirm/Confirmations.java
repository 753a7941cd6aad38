package io.reveil.subscription.confirm;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.activity.StatusRules;
import io.reveil.consent.ledger.Circumstances;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.SignalKey;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.subscription.press.Seen;
import io.reveil.subscription.request.Expiry;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the button of a confirm link does: it confirms once, and only by the person's own act. */
@Singleton
class Confirmations {
  private final Database database;
  private final Clock clock;
  private final Links links;
  private final ConfirmLinks confirmLinks;
  private final Presses presses;
  private final Requests requests;
  private final TypedFields typed;
  private final Contacts contacts;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Measuring measuring;
  private final Moving moving;
  private final Expiry expiry;
  private final Lifting lifting;
  private final TakingBack takingBack;
  private final Activities activities;
  private final StatusRules days;
  private final SingleMails mails;

  Confirmations(
      Database database,
      Clock clock,
      Links links,
      ConfirmLinks confirmLinks,
      Presses presses,
      Requests requests,
      TypedFields typed,
      Contacts contacts,
      Purposes purposes,
      ConsentLedger ledger,
      Measuring measuring,
      Moving moving,
      Expiry expiry,
      Lifting lifting,
      TakingBack takingBack,
      Activities activities,
      StatusRules days,
      SingleMails mails) {
    this.database = database;
    this.clock = clock;
    this.links = links;
    this.confirmLinks = confirmLinks;
    this.presses = presses;
    this.requests = requests;
    this.typed = typed;
    this.contacts = contacts;
    this.purposes = purposes;
    this.ledger = ledger;
    this.measuring = measuring;
    this.moving = moving;
    this.expiry = expiry;
    this.lifting = lifting;
    this.takingBack = takingBack;
    this.activities = activities;
    this.days = days;
    this.mails = mails;
  }

  /**
   * The button of a confirm page, and what was ticked beside it.
   *
   * @param shownIn the language of the page, where it is not that of the request
   * @param boxes those about measuring, which have nothing to do with the confirmation
   */
  record Agreement(Press press, Optional<Language> shownIn, Boxes boxes) {}

  /**
   * The person pressed the button. Everything that a confirmation means happens in one transaction, and once: a second
   * press, also after a withdrawal, finds the request CONFIRMED and grants nothing (D10).
   */
  Confirmation confirm(String token, Agreement agreement) {
    return switch (links.verify(LinkAction.CONFIRM, token)) {
      case Verified.Valid link -> database.write(() -> confirm(link, agreement));
      case Verified.Expired _, Verified.Unknown _ -> confirmLinks.look(token);
    };
  }

  private Confirmation confirm(Verified.Valid link, Agreement agreement) {
    takingBack.queueUp(link.contact());
    Confirmation found = confirmLinks.look(link);
    return switch (found) {
      case Confirmation.Waiting waiting ->
        waiting
            .request()
            .address(waiting.contact())
            .map(address -> confirm(waiting, address, link, agreement))
            .orElse(waiting);
      case Confirmation.Frozen _,
          Confirmation.Questioned _,
          Confirmation.Confirmed _,
          Confirmation.Expired _,
          Confirmation.Replaced _,
          Confirmation.Lasting _,
          Confirmation.Refused _,
          Confirmation.Unknown _ -> found;
    };
  }

  private Confirmation confirm(
      Confirmation.Waiting waiting,
      EmailAddress address,
      Verified.Valid link,
      Agreement agreement) {
    Instant now = clock.instant();
    Request request = waiting.request();
    Seen seen =
        presses.seen(agreement.press(), request.contact(), request.doiMessage(), address, now);
    if (seen.isDoubtful()) {
      return new Confirmation.Questioned(request, waiting.contact(), false);
    }
    if (moving.isTakenSince(request)) {
      expiry.expire(request, now);
      return confirmLinks.look(link);
    }
    if (!requests.settle(request, RequestState.CONFIRMED, now)) {
      // Somebody answered between our look and our act.
      return confirmLinks.look(link);
    }
    takingBack.note(request, waiting.contact(), address);
    grant(waiting, agreement, address, link.keyId(), seen.circumstances(), now);
    lifting.lift(request, address);
    return new Confirmation.Confirmed(request, waiting.contact(), now, true);
  }

  private void grant(
      Confirmation.Waiting waiting,
      Agreement agreement,
      EmailAddress address,
      int linkKey,
      Circumstances seen,
      Instant now) {
    Request request = waiting.request();
    List<PurposeSheet> asked = measuring.questions(request, waiting.contact());
    // What is no longer declared did not stand on the page.
    List<Request.Asked> agreed = moving.carryOut(request, address, linkKey, now).stream()
        .filter(one -> purposes.find(one.purpose()).isPresent())
        .toList();
    contacts.confirm(
        request.contact(),
        new ContactRow(
            Optional.empty(),
            Optional.of(address),
            Optional.of(request.language()),
            Optional.empty(),
            Optional.empty(),
            typed.kept(request)));
    String mail = mails.messageIdHeader(request.contact(), request.doiMessage());
    Evidence.LinkConfirmed pressed = new Evidence.LinkConfirmed(
        now,
        address,
        request.formId(),
        request.doorway(),
        request.purposes().getFirst().notice(),
        request.id(),
        mail,
        linkKey,
        seen);
    for (Request.Asked one : agreed) {
      ledger.grant(
          purposes.key(request.contact(), one.purpose()),
          pressed.of(request.doorway(), one.notice()));
    }
    measuring.answer(request, asked, agreement, pressed);
    contacts.markReachable(request.contact());
    activities.open(List.of(request.contact()), days.today());
    activities.record(List.of(new ContactEvent(
        request.contact(),
        new Signal.Confirmed(request.id()),
        now,
        SignalKey.of(SignalKey.Kind.CONFIRMED, request.id()),
        "link")));
    requests.eraseTyped(request);
  }
}
