package io.reveil.subscription.confirm;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.LastingBans;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.SignalKey;
import io.reveil.subscription.request.Forgetting;
import io.reveil.subscription.request.LaterMoves;
import io.reveil.subscription.request.Request;
import io.reveil.subscription.request.RequestState;
import io.reveil.subscription.request.Requests;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a confirmation changed beside its grants comes back when the person says that it was not them (B11, promise 1). What
 * the person did since by another link stands, and so does what came in since.
 */
@Singleton
class TakingBack {
  private final FormerStates formerStates;
  private final Requests requests;
  private final TypedFields typed;
  private final Contacts contacts;
  private final Permissions permissions;
  private final LastingBans bans;
  private final Activities activities;
  private final StatusRules days;
  private final AddressDigests digests;
  private final Moving moving;
  private final LaterMoves laterMoves;
  private final UndoneMoves undoneMoves;
  private final Forgetting forgetting;

  TakingBack(
      FormerStates formerStates,
      Requests requests,
      TypedFields typed,
      Contacts contacts,
      Permissions permissions,
      LastingBans bans,
      Activities activities,
      StatusRules days,
      AddressDigests digests,
      Moving moving,
      LaterMoves laterMoves,
      UndoneMoves undoneMoves,
      Forgetting forgetting) {
    this.formerStates = formerStates;
    this.requests = requests;
    this.typed = typed;
    this.contacts = contacts;
    this.permissions = permissions;
    this.bans = bans;
    this.activities = activities;
    this.days = days;
    this.digests = digests;
    this.moving = moving;
    this.laterMoves = laterMoves;
    this.undoneMoves = undoneMoves;
    this.forgetting = forgetting;
  }

  /** Confirmations and refusals of one person come one after the other: each puts down what the one before left. */
  void queueUp(ContactId person) {
    contacts.hold(person);
  }

  /** As {@link #queueUp(ContactId)}, of those who were asked in the person's place; before the person, as they do. */
  void queueUp(List<ContactId> people) {
    contacts.hold(people);
  }

  /** Notes how everything stands that a confirmation of this request is about to change. */
  void note(Request request, Contact person, EmailAddress address) {
    Optional<Standing> standing = standing(person.id());
    boolean becomesSource = person.state() != ContactState.RESTRICTED
        && person.provenance().filter(from -> from.type().isThePerson()).isEmpty();
    formerStates.insert(
        request,
        new FormerState(
            person.state() == ContactState.PENDING,
            becomesSource,
            becomesSource ? person.provenance() : Optional.empty(),
            standing.map(Standing::silentSince).orElseGet(days::today),
            standing.map(Standing::exposures).orElse(0),
            moving.leaves(request, person),
            person.state() == ContactState.LIVE ? gaps(request) : Map.of(),
            bans.list(digests.of(address))));
  }

  private Map<String, String> gaps(Request request) {
    Map<String, String> gaps = new HashMap<>(typed.kept(request));
    gaps.keySet()
        .removeAll(contacts
            .fields(Set.of(request.contact()))
            .getOrDefault(request.contact(), Map.of())
            .keySet());
    return gaps;
  }

  /** After the grants have ended, and in their transaction; who has a former address again by it is told. */
  void takeBack(Request request, Contact person, EmailAddress address) {
    Optional<EmailAddress> left =
        Optional.ofNullable(formerStates.left(List.of(request)).get(request.id()));
    Optional<ContactId> mover = giveBack(request, person, address);
    mover.ifPresent(one -> left.ifPresent(former -> undoneMoves.tell(request, one, former)));
  }

  /**
   * The same for whoever pressed in the former mailbox of a change of address: they see it on the page, and need no mail. With
   * the change goes all that was confirmed in the person's place since; a contact who had that mailbox before keeps theirs.
   *
   * @return who has a former address again, and may be told so
   */
  Optional<ContactId> giveBack(Request request, Contact person, EmailAddress address) {
    return formerStates.take(request, digests.of(address)).flatMap(former -> {
      List<Request> later = confirmedAfter(request);
      forgetSign(request, former);
      boolean isAllTheirs = former.left().isPresent() && request.wanted().isPresent();
      FormerState whole = isAllTheirs ? withLater(former, later, address) : former;
      Optional<ContactId> mover = moveBack(request, former);
      if (isAllTheirs || later.isEmpty()) {
        restore(whole, request, person);
      } else {
        pass(former.withoutLeft(), later.getFirst(), digests.of(address));
      }
      return mover;
    });
  }

  private void forgetSign(Request request, FormerState former) {
    activities.takeBack(
        request.contact(),
        SignalKey.of(SignalKey.Kind.CONFIRMED, request.id()),
        former.silentSince(),
        former.exposures());
  }

  private FormerState withLater(FormerState former, List<Request> later, EmailAddress address) {
    FormerState whole = former;
    for (Request next : later) {
      whole = formerStates
          .take(next, digests.of(next.wanted().orElse(address)))
          .map(whole::under)
          .orElse(whole);
      forgetSign(next, whole);
    }
    return whole;
  }

  private void pass(FormerState former, Request next, DigestTrail digest) {
    formerStates.insert(next, formerStates.take(next, digest).map(former::under).orElse(former));
  }

  /**
   * Later changes stay confirmed, and lead nowhere. Where the address cannot come back it stays noted with the request, whose
   * link then says so.
   */
  private Optional<ContactId> moveBack(Request request, FormerState former) {
    return former.left().flatMap(left -> {
      if (!moving.mayMoveBack(request, left)) {
        formerStates.insert(request, former.onlyLeft());
        return Optional.empty();
      }
      List<Request> fallen = laterMoves.list(request);
      Optional<ContactId> mover = moving.moveBack(request, left, LaterMoves.since(request));
      fallen.forEach(requests::eraseMove);
      fallen.forEach(formerStates::eraseLeft);
      return mover;
    });
  }

  private void restore(FormerState former, Request request, Contact person) {
    if (!hasAgreedSince(person.id(), LaterMoves.since(request))) {
      bans.restore(former.bans());
    }
    contacts.clear(person.id(), former.filled());
    if (former.newcomer() && isKnownByThisAlone(person.id())) {
      forgetting.forgetNewcomer(person.id());
    } else if (former.becameSource()) {
      contacts.comeFrom(person.id(), former.source());
    }
  }

  /** The later confirmations of the same person that nobody has taken back, the next one first. */
  private List<Request> confirmedAfter(Request request) {
    Comparator<Request> byMoment = Comparator.comparing(LaterMoves::since);
    return requests.list(request.contact()).stream()
        .filter(other -> other.state() == RequestState.CONFIRMED
            && other.id() != request.id()
            && byMoment.compare(other, request) >= 0)
        .sorted(byMoment)
        .toList();
  }

  /** Whether something stands that the person agreed to since, also on a page that a letter led to. */
  private boolean hasAgreedSince(ContactId person, Instant since) {
    return permissions.list(person).stream()
        .anyMatch(consent -> LaterMoves.isAgreedSince(consent, since));
  }

  /**
   * Erases, in the caller's transaction, whom a confirmation alone made known of whose request nothing is left; false if we
   * know the person otherwise (A12).
   */
  boolean forgetIfKnownByThisAlone(Contact person, long request) {
    ContactId id = person.id();
    standing(id)
        .ifPresent(standing -> activities.takeBack(
            id, SignalKey.of(SignalKey.Kind.CONFIRMED, request), standing.silentSince(), 0));
    boolean isNewcomer = cameByConfirming(person) && isKnownByThisAlone(id);
    if (isNewcomer && requests.list(id).isEmpty()) {
      forgetting.forgetNewcomerWithEvidence(id);
    } else if (isNewcomer) {
      forgetting.forgetNewcomer(id);
    }
    return isNewcomer;
  }

  private static boolean cameByConfirming(Contact person) {
    return person
        .provenance()
        .filter(from -> from.type() == Provenance.Type.OWN_FORM)
        .flatMap(Provenance::at)
        .equals(Optional.of(person.createdAt()));
  }

  private boolean isKnownByThisAlone(ContactId person) {
    return contacts.isAsConfirmed(person)
        && permissions.list(person).stream().noneMatch(CurrentConsent::isBased)
        && standing(person).flatMap(Standing::lastSignOn).isEmpty();
  }

  private Optional<Standing> standing(ContactId person) {
    return Optional.ofNullable(activities.standings(List.of(person)).get(person));
  }
}
