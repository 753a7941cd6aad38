package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Moves;
import io.reveil.kernel.ContactId;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.request.Move;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** How the link of a DOI mail stands; looking changes nothing (C1). */
@Singleton
class ConfirmLinks {
  private final Clock clock;
  private final Links links;
  private final Requests requests;
  private final Contacts contacts;
  private final Moves moves;
  private final Purposes purposes;
  private final Grounds grounds;

  ConfirmLinks(
      Clock clock,
      Links links,
      Requests requests,
      Contacts contacts,
      Moves moves,
      Purposes purposes,
      Grounds grounds) {
    this.clock = clock;
    this.links = links;
    this.requests = requests;
    this.contacts = contacts;
    this.moves = moves;
    this.purposes = purposes;
    this.grounds = grounds;
  }

  Confirmation look(String token) {
    return switch (links.verify(LinkAction.CONFIRM, token)) {
      case Verified.Authentic link -> look(link);
      case Verified.Unknown _ -> new Confirmation.Unknown();
    };
  }

  Confirmation look(Verified.Authentic link) {
    return requests
        .find(link.contact(), link.reference())
        .map(this::standing)
        .orElseGet(() -> forgotten(link));
  }

  /**
   * Nothing is left of the link's own request (A12). To somebody whom we know by such requests alone it speaks of the
   * newest, so that "this was not me" ends what waits (B11).
   */
  private Confirmation forgotten(Verified.Authentic link) {
    return contacts
        .findPresent(link.contact())
        .filter(person -> person.state() != ContactState.PENDING)
        .map(person -> lasting(person, link.reference()))
        .orElseGet(() -> newest(link.contact()));
  }

  /**
   * What a robot confirmed ends whenever its reader says so (B11). But the address may have changed since: whoever held the
   * old one has no say in the new (A43).
   */
  private Confirmation lasting(Contact person, long request) {
    List<ConsentKey> granted = person
        .email()
        .map(mailbox -> grounds.grantedBy(person.id(), request, mailbox))
        .orElse(List.of());
    if (!granted.isEmpty()) {
      return new Confirmation.Lasting(person, request, granted);
    }
    return grounds.isDenied(person.id(), request)
        ? new Confirmation.Refused(person.language(), Optional.empty(), true)
        : new Confirmation.Unknown();
  }

  private Confirmation newest(ContactId person) {
    Confirmation found = requests.list(person).stream()
        .findFirst()
        .map(this::standing)
        .orElseGet(Confirmation.Unknown::new);
    return switch (found) {
      case Confirmation.Waiting waiting ->
        new Confirmation.Replaced(
            waiting.request(), waiting.contact(), waiting.request().createdAt());
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

  private Confirmation standing(Request request) {
    if (request.state() == RequestState.REFUSED) {
      return Confirmation.Refused.of(request);
    }
    Optional<Contact> known = contacts.findPresent(request.contact());
    if (known.isEmpty()) {
      return new Confirmation.Unknown();
    }
    Contact contact = known.get();
    if (request.wasLeft(contact, moves.movedAt(contact.id()))) {
      return new Confirmation.Unknown();
    }
    return switch (request.state()) {
      case PENDING -> pending(request, contact);
      case CONFIRMED ->
        new Confirmation.Confirmed(
            request, contact, request.settledAt().orElse(request.createdAt()), false);
      case EXPIRED -> new Confirmation.Expired(request, contact);
      case SUPERSEDED ->
        new Confirmation.Replaced(
            request, contact, request.settledAt().orElse(request.createdAt()));
      case REFUSED -> Confirmation.Refused.of(request);
    };
  }

  /** Where nothing of it is declared any more, nothing is left to confirm. */
  private Confirmation pending(Request request, Contact contact) {
    boolean isOffered = request.purposes().stream()
        .anyMatch(asked -> purposes.find(asked.purpose()).isPresent());
    if (!isOffered || !clock.instant().isBefore(request.expiresAt())) {
      return new Confirmation.Expired(request, contact);
    }
    return isFrozen(contact) || givesWay(request).filter(ConfirmLinks::isFrozen).isPresent()
        ? new Confirmation.Frozen(request, contact)
        : new Confirmation.Waiting(request, contact);
  }

  /** Who would give an address up to the one that is asked (A43). */
  private Optional<Contact> givesWay(Request request) {
    return request.move().flatMap(move -> switch (move) {
      case Move.From(ContactId former) -> contacts.find(former);
      case Move.To _ -> Optional.empty();
    });
  }

  private static boolean isFrozen(Contact contact) {
    return contact.state() == ContactState.RESTRICTED;
  }
}
