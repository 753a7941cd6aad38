package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.link.Verified;
import io.reveil.subscription.request.Move;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whoever has the mailbox that a change of address left says that it was not them: once, as long as the change stands and its
 * request is kept (A43).
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
  private final Permissions permissions;
  private final Grounds grounds;
  private final ConsentLedger ledger;

  AddressBack(
      Database database,
      Clock clock,
      Requests requests,
      Contacts contacts,
      FormerStates formerStates,
      Moving moving,
      TakingBack takingBack,
      Permissions permissions,
      Grounds grounds,
      ConsentLedger ledger) {
    this.database = database;
    this.clock = clock;
    this.requests = requests;
    this.contacts = contacts;
    this.formerStates = formerStates;
    this.moving = moving;
    this.takingBack = takingBack;
    this.permissions = permissions;
    this.grounds = grounds;
    this.ledger = ledger;
  }

  /** How such a link stands. */
  sealed interface Found {
    /** The change stands, and can be taken back. */
    record Open(Request request, Contact contact, EmailAddress address, EmailAddress left)
        implements Found {}

    /** It was taken back, here or by the other mailbox. */
    record Done(Request request) implements Found {}

    /** Too late, or it has become something else since. */
    record Over() implements Found {}
  }

  Found look(Verified.Authentic link) {
    Optional<Request> known = requests.find(link.contact(), link.reference());
    if (known.filter(request -> request.state() == RequestState.REFUSED).isPresent()) {
      return new Found.Done(known.get());
    }
    return known
        .filter(
            request -> link instanceof Verified.Valid && request.state() == RequestState.CONFIRMED)
        .flatMap(this::open)
        .orElseGet(Found.Over::new);
  }

  private Optional<Found> open(Request request) {
    return Optional.ofNullable(formerStates.left(List.of(request)).get(request.id()))
        .filter(left -> moving.mayMoveBack(request, left))
        .flatMap(left -> contacts
            .findPresent(request.contact())
            .flatMap(contact -> request
                .address(contact)
                .map(address -> new Found.Open(request, contact, address, left))));
  }

  /** The former address is the person's again, and nothing that was agreed to at the other is anybody's. */
  Found take(Verified.Authentic link) {
    return database.write(() -> {
      takingBack.queueUp(link.contact());
      return look(link) instanceof Found.Open open ? take(open, link.keyId()) : look(link);
    });
  }

  private Found take(Found.Open open, int linkKey) {
    Request request = open.request();
    Instant now = clock.instant();
    Optional<ContactId> mover = request.mover();
    mover.ifPresent(takingBack::queueUp);
    if (requests.settle(request, RequestState.REFUSED, now)) {
      ended(request)
          .forEach(key -> ledger.withdraw(key, new Objection.Denied(now, request.id(), linkKey)));
      mover.ifPresent(person -> requests.supersede(person, now));
      takingBack.giveBack(request, open.contact(), open.address());
      requests.eraseMove(request);
    }
    return new Found.Done(request);
  }

  /**
   * All that whoever has the other mailbox agreed to in the person's place; of a contact who had that mailbox before, what this
   * change brought.
   */
  private List<ConsentKey> ended(Request request) {
    return request.move().filter(Move.To.class::isInstance).isPresent()
        ? permissions.list(request.contact()).stream()
            .filter(consent ->
                consent.key().channel() == Channel.EMAIL && consent.state() == ConsentState.GRANTED)
            .map(CurrentConsent::key)
            .toList()
        : grounds.grantedBy(request.contact(), request.id());
  }
}
