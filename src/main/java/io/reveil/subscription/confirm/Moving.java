package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.LastingBans;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Moves;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.request.Forgetting;
import io.reveil.subscription.request.LaterMoves;
import io.reveil.subscription.request.Move;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A change of address that its new owner confirms (A43). What was agreed to for the former address ends there; of it, what
 * still stood and is confirmed begins anew. The former address gets nothing more, also after a list that still has it is
 * imported again.
 */
@Singleton
class Moving {
  private static final String ADDRESS_LEFT = "address-left";

  private final Requests requests;
  private final Contacts contacts;
  private final Moves moves;
  private final Permissions permissions;
  private final ConsentLedger ledger;
  private final Suppressions suppressions;
  private final LastingBans bans;
  private final AddressDigests digests;
  private final Forgetting forgetting;
  private final MoveNotices notices;
  private final LaterMoves laterMoves;

  Moving(
      Requests requests,
      Contacts contacts,
      Moves moves,
      Permissions permissions,
      ConsentLedger ledger,
      Suppressions suppressions,
      LastingBans bans,
      AddressDigests digests,
      Forgetting forgetting,
      MoveNotices notices,
      LaterMoves laterMoves) {
    this.requests = requests;
    this.contacts = contacts;
    this.moves = moves;
    this.permissions = permissions;
    this.ledger = ledger;
    this.suppressions = suppressions;
    this.bans = bans;
    this.digests = digests;
    this.forgetting = forgetting;
    this.notices = notices;
    this.laterMoves = laterMoves;
  }

  /** Whether the wanted address became somebody's after it was asked: then its owner has to be asked, not this person. */
  boolean isTakenSince(Request request) {
    return request
        .wanted()
        .flatMap(wanted -> owner(wanted, request.contact()))
        .filter(Moving::isKnown)
        .isPresent();
  }

  private Optional<Contact> owner(EmailAddress address, ContactId other) {
    return contacts.find(address).filter(owner -> !owner.id().equals(other));
  }

  private static boolean isKnown(Contact owner) {
    return owner.state() != ContactState.PENDING;
  }

  /** What is agreed to by this confirmation: of a change of address, what had not been withdrawn meanwhile. */
  List<Request.Asked> carryOut(Request request, EmailAddress address, int linkKey, Instant now) {
    if (request.move().isEmpty()) {
      return request.purposes();
    }
    Evidence.AddressLeft evidence = new Evidence.AddressLeft(now, request.id(), linkKey);
    request
        .mover()
        .flatMap(contacts::find)
        .filter(person -> !person.undeliverable())
        .flatMap(Contact::email)
        .ifPresent(left -> notices.tell(request, left));
    Set<Purpose> ended = switch (request.move().get()) {
      case Move.To _ -> {
        owner(address, request.contact())
            .ifPresent(unconfirmed -> forgetting.forgetUnconfirmed(unconfirmed.id()));
        yield leave(request.contact(), evidence, person -> moves.move(person, address));
      }
      case Move.From(ContactId former) ->
        leave(former, evidence, person -> moves.retire(person, request.contact()));
    };
    return request.purposes().stream()
        .filter(asked -> ended.contains(asked.purpose()))
        .toList();
  }

  /** The address that somebody's letters will go to no more. */
  Optional<EmailAddress> leaves(Request request, Contact person) {
    return request.move().flatMap(move -> switch (move) {
      case Move.To _ -> person.email();
      case Move.From(ContactId former) -> contacts.find(former).flatMap(Contact::email);
    });
  }

  /** Where the letters of whoever asked for this change go today. */
  Optional<EmailAddress> goesTo(Request request) {
    return request
        .mover()
        .flatMap(mover -> contacts
            .find(mover)
            .flatMap(Contact::email)
            .or(() -> moves.successors(mover).reversed().stream()
                .flatMap(next -> contacts.find(next).flatMap(Contact::email).stream())
                .findFirst()));
  }

  /** Whether the person has the address that this change gave, or one that came of it, and no other. */
  boolean stands(Request request) {
    return request
        .mover()
        .flatMap(contacts::findPresent)
        .filter(person -> hasNoOther(person, request))
        .isPresent();
  }

  /** Whether that person could have the former address again: nobody else has it by now, and the change stands. */
  boolean mayMoveBack(Request request, EmailAddress left) {
    return whoMayMoveBack(request, left).isPresent();
  }

  private Optional<Contact> whoMayMoveBack(Request request, EmailAddress left) {
    return request
        .mover()
        .flatMap(contacts::findPresent)
        .filter(person -> hasNoOther(person, request) && isFree(left));
  }

  /**
   * It was not wanted: what is confirmed there is nobody's any more, and who left the former address has it again, without any
   * consent, since what they agreed to has ended (promise 1). Nothing moves if somebody else has that address by now, or the
   * person another.
   *
   * @return who has it again and may be told so: not those who want to hear nothing at all
   */
  Optional<ContactId> moveBack(Request request, EmailAddress left, Instant since) {
    return whoMayMoveBack(request, left).map(Contact::id).filter(person -> {
      boolean isOpposed = isOpposed(request);
      contacts.find(left).ifPresent(unconfirmed -> forgetting.forgetUnconfirmed(unconfirmed.id()));
      moves.moveBack(person, left);
      if (!isOpposed) {
        bans.remove(digests.of(left), SuppressionReason.OBJECTION, ADDRESS_LEFT, since);
      }
      return !isOpposed;
    });
  }

  private boolean hasNoOther(Contact mover, Request request) {
    return mover.email().equals(request.wanted())
        || laterMoves.list(request).stream()
            .anyMatch(later -> later.wanted().equals(mover.email()));
  }

  /** A request that somebody typed for it, and nobody confirmed, keeps it from nobody. */
  private boolean isFree(EmailAddress left) {
    return contacts.find(left).filter(Moving::isKnown).isEmpty();
  }

  /** Whether the person ended everything since: that went for all addresses (D6), and stands on the one of today. */
  private boolean isOpposed(Request request) {
    return goesTo(request)
        .flatMap(mailbox -> suppressions.oppositionHere(digests.of(mailbox)))
        .isPresent();
  }

  /** The purposes that stood for the former address until now; none if the person has left it otherwise. */
  private Set<Purpose> leave(
      ContactId person, Evidence.AddressLeft evidence, Consumer<ContactId> departure) {
    Optional<EmailAddress> left = contacts.find(person).flatMap(Contact::email);
    if (left.isEmpty()) {
      return Set.of();
    }
    departure.accept(person);
    requests.supersede(person, evidence.occurredAt());
    suppressions.add(digests.of(left.get()), SuppressionReason.OBJECTION, ADDRESS_LEFT);
    return permissions.list(person).stream()
        .filter(consent -> consent.key().channel() == Channel.EMAIL
            && consent.isObjectable()
            && end(consent, evidence))
        .map(consent -> consent.key().purpose())
        .collect(Collectors.toSet());
  }

  private boolean end(CurrentConsent consent, Evidence.AddressLeft evidence) {
    return consent.state() == ConsentState.GRANTED
        ? ledger.leaveAddress(consent.key(), evidence)
        : ledger.leaveBasis(
            consent.key(),
            new Evidence.BasisLeft(
                evidence.occurredAt(), evidence.requestId(), evidence.linkKeyId()));
  }
}
