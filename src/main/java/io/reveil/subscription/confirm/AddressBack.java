package io.reveil.subscription.confirm;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.Verified;
import io.reveil.subscription.request.LaterMoves;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whoever has the mailbox that a change of address left says that it was not them: once, as long as the change stands, or what
 * followed from it, and its request is kept (A43).
 */
@Singleton
class AddressBack {
  private final Database database;
  private final Clock clock;
  private final Requests requests;
  private final Contacts contacts;
  private final FormerStates formerStates;
  private final Moving moving;
  private final TakingBack takingBack;
  private final LaterMoves laterMoves;
  private final ConsentLedger ledger;

  AddressBack(
      Database database,
      Clock clock,
      Requests requests,
      Contacts contacts,
      FormerStates formerStates,
      Moving moving,
      TakingBack takingBack,
      LaterMoves laterMoves,
      ConsentLedger ledger) {
    this.database = database;
    this.clock = clock;
    this.requests = requests;
    this.contacts = contacts;
    this.formerStates = formerStates;
    this.moving = moving;
    this.takingBack = takingBack;
    this.laterMoves = laterMoves;
    this.ledger = ledger;
  }

  /** How such a link stands. */
  sealed interface Found {
    /**
     * The change stands, and can be taken back.
     *
     * @param address that it asked
     * @param other where the letters go today
     * @param comesBack whether the former address can be the person's again; what was agreed to at the other ends in any case
     */
    record Open(
        Request request,
        Contact contact,
        EmailAddress address,
        EmailAddress other,
        EmailAddress left,
        boolean comesBack)
        implements Found {}

    /** It was taken back, here or by the other mailbox. */
    record Done(Request request) implements Found {}

    /** What it brought has ended, but the former address is somebody else's by now, or the person has a third one. */
    record Ended(Request request) implements Found {}

    /** Too late, or it has become something else since. */
    record Over(Optional<Request> request, boolean isLate) implements Found {}

    /** Nothing is known of it any more (D5). */
    record Unknown() implements Found {}
  }

  Found look(Verified.Authentic link) {
    boolean isLate = link instanceof Verified.Expired;
    return requests
        .find(link.contact(), link.reference())
        .map(request -> look(request, isLate))
        .orElseGet(() -> isLate ? new Found.Over(Optional.empty(), true) : new Found.Unknown());
  }

  private Found look(Request request, boolean isLate) {
    Optional<EmailAddress> left =
        Optional.ofNullable(formerStates.left(List.of(request)).get(request.id()));
    if (request.state() == RequestState.REFUSED) {
      return left.isPresent() ? new Found.Ended(request) : new Found.Done(request);
    }
    if (!isLate && isErased(request)) {
      return new Found.Unknown();
    }
    return left.filter(
            _ -> !isLate && request.state() == RequestState.CONFIRMED && moving.stands(request))
        .flatMap(former -> open(request, former))
        .orElseGet(() -> new Found.Over(Optional.of(request), isLate));
  }

  private boolean isErased(Request request) {
    return Stream.concat(Stream.of(request.contact()), request.mover().stream())
        .anyMatch(person -> contacts.findPresent(person).isEmpty());
  }

  private Optional<Found> open(Request request, EmailAddress left) {
    return contacts
        .findPresent(request.contact())
        .flatMap(contact -> request
            .address(contact)
            .map(address -> new Found.Open(
                request,
                contact,
                address,
                moving.goesTo(request).orElse(address),
                left,
                moving.mayMoveBack(request, left))));
  }

  /** The former address is the person's again, and nothing that was agreed to at the other is anybody's. */
  Found take(Verified.Authentic link) {
    List<ContactId> successors = requests
        .find(link.contact(), link.reference())
        .map(laterMoves::successors)
        .orElse(List.of());
    return database.write(() -> {
      takingBack.queueUp(successors);
      takingBack.queueUp(link.contact());
      if (look(link) instanceof Found.Open open) {
        take(open, link.keyId());
      }
      return look(link);
    });
  }

  private void take(Found.Open open, int linkKey) {
    Request request = open.request();
    Instant now = clock.instant();
    Optional<ContactId> mover = request.mover();
    mover.ifPresent(takingBack::queueUp);
    if (requests.settle(request, RequestState.REFUSED, now)) {
      laterMoves
          .ended(request)
          .forEach(key -> ledger.withdraw(key, new Objection.Denied(now, request.id(), linkKey)));
      mover.ifPresent(person -> requests.supersede(person, now));
      takingBack.giveBack(request, open.contact(), open.address());
      requests.eraseMove(request);
    }
  }
}
