package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.job.Database;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.link.Verified;
import io.reveil.subscription.request.Forgetting;
import io.reveil.subscription.request.LaterMoves;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** "This was not me": no doubt about who presses stands before it (C10). */
@Singleton
class Refusals {
  private final Database database;
  private final ConfirmLinks confirmLinks;
  private final Requests requests;
  private final Purposes purposes;
  private final LaterMoves laterMoves;
  private final ConsentLedger ledger;
  private final Suppressions suppressions;
  private final TakingBack takingBack;
  private final AddressDigests digests;
  private final Forgetting forgetting;

  Refusals(
      Database database,
      ConfirmLinks confirmLinks,
      Requests requests,
      Purposes purposes,
      LaterMoves laterMoves,
      ConsentLedger ledger,
      Suppressions suppressions,
      TakingBack takingBack,
      AddressDigests digests,
      Forgetting forgetting) {
    this.database = database;
    this.confirmLinks = confirmLinks;
    this.requests = requests;
    this.purposes = purposes;
    this.laterMoves = laterMoves;
    this.ledger = ledger;
    this.suppressions = suppressions;
    this.takingBack = takingBack;
    this.digests = digests;
    this.forgetting = forgetting;
  }

  /**
   * The person never asked for anything: nothing is granted, and nobody can have mail sent there for 180 days (B11). An
   * old link says it as well as the newest, since whoever is flooded opens any of the mails; and after a confirmation as
   * well as before, since a robot may have pressed first: what that request granted and still stands ends, and what else
   * it changed is as it was before (promise 1).
   *
   * @param now when it was pressed, which for what comes from the spool is a while ago
   */
  Confirmation refuse(Verified.Authentic link, Instant now) {
    return database.write(() -> refused(link, now));
  }

  private Confirmation refused(Verified.Authentic link, Instant now) {
    takingBack.queueUp(link.contact());
    Confirmation found = confirmLinks.look(link);
    return switch (found) {
      case Confirmation.Waiting waiting -> refuse(waiting.request(), waiting.contact(), link, now);
      case Confirmation.Frozen frozen -> refuse(frozen.request(), frozen.contact(), link, now);
      case Confirmation.Expired expired -> refuse(expired.request(), expired.contact(), link, now);
      case Confirmation.Replaced replaced ->
        refuse(replaced.request(), replaced.contact(), link, now);
      case Confirmation.Confirmed confirmed ->
        refuse(confirmed.request(), confirmed.contact(), link, now);
      case Confirmation.Lasting lasting -> end(lasting, link, now);
      case Confirmation.Questioned _, Confirmation.Refused _, Confirmation.Unknown _ -> found;
    };
  }

  private Confirmation refuse(
      Request pressed, Contact contact, Verified.Authentic link, Instant now) {
    if (!settleRefused(pressed, contact, link, now)) {
      // Something became of it between our look and our act.
      return refused(link, now);
    }
    stopAsking(contact, pressed.address(contact), link, now);
    if (pressed.state() == RequestState.CONFIRMED) {
      pressed.mover().ifPresent(person -> requests.supersede(person, now));
    }
    forgetting.forgetUnconfirmed(contact.id());
    return Confirmation.Refused.of(pressed);
  }

  /** Of the request nothing is left, and so of how everything stood before. */
  private Confirmation end(Confirmation.Lasting lasting, Verified.Authentic link, Instant now) {
    lasting
        .granted()
        .forEach(key ->
            ledger.withdraw(key, new Objection.Denied(now, lasting.request(), link.keyId())));
    stopAsking(lasting.contact(), lasting.contact().email(), link, now);
    boolean isForgotten = takingBack.forgetIfKnownByThisAlone(lasting.contact(), lasting.request());
    return new Confirmation.Refused(
        lasting.contact().language(),
        lasting.granted().stream().map(ConsentKey::purpose).findFirst(),
        !isForgotten);
  }

  private void stopAsking(
      Contact contact, Optional<EmailAddress> mailbox, Verified.Authentic link, Instant now) {
    requests.list(contact.id()).stream()
        .filter(request -> isOver(request) && request.address(contact).equals(mailbox))
        .forEach(other -> settleRefused(other, contact, link, now));
    mailbox
        .map(digests::of)
        .ifPresent(address -> suppressions.add(address, SuppressionReason.NOT_ME, "doi"));
  }

  /** What waits ends; and of what waits no more, whatever still names a mailbox that was never the person's (A43). */
  private static boolean isOver(Request request) {
    return switch (request.state()) {
      case PENDING -> true;
      case EXPIRED, SUPERSEDED -> request.wanted().isPresent();
      case CONFIRMED, REFUSED -> false;
    };
  }

  private boolean settleRefused(
      Request request, Contact contact, Verified.Authentic link, Instant now) {
    boolean settled = requests.settle(request, RequestState.REFUSED, now);
    if (settled) {
      laterMoves
          .ended(request)
          .forEach(key -> ledger.withdraw(
              key,
              new Objection.LinkUsed(
                  now, Objection.Means.NOT_ME, request.doiMessage(), link.keyId())));
      request.address(contact).ifPresent(address -> takingBack.takeBack(request, contact, address));
      for (Request.Asked asked : request.purposes()) {
        ledger.refuse(
            purposes.key(request.contact(), asked.purpose()),
            new Evidence.NotMe(now, request.id(), link.keyId()));
      }
      requests.eraseTyped(request);
      requests.eraseMove(request);
    }
    return settled;
  }
}
