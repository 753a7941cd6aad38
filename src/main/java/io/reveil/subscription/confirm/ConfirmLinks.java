package io.reveil.subscription.confirm;

import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** How the link of a DOI mail stands; looking changes nothing (C1). */
@Singleton
class ConfirmLinks {
  private final Clock clock;
  private final Links links;
  private final Requests requests;
  private final Contacts contacts;

  ConfirmLinks(Clock clock, Links links, Requests requests, Contacts contacts) {
    this.clock = clock;
    this.links = links;
    this.requests = requests;
    this.contacts = contacts;
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
}
