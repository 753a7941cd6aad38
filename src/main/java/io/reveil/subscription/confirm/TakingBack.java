package io.reveil.subscription.confirm;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
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
    this.undoneMoves = undoneMoves;
    this.forgetting = forgetting;
  }

  /** Confirmations and refusals of one person come one after the other: each puts down what the one before left. */
  void queueUp(ContactId person) {
    contacts.hold(person);
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
    DigestTrail digest = digests.of(address);
    formerStates.take(request, digest).ifPresent(former -> {
      activities.takeBack(
          person.id(),
          SignalKey.of(SignalKey.Kind.CONFIRMED, request.id()),
          former.silentSince(),
          former.exposures());
      Optional<Request> later = confirmedAfter(request);
      if (later.isPresent()) {
        FormerState rest =
            formerStates.take(later.get(), digest).map(former::under).orElse(former);
        formerStates.insert(later.get(), rest);
      } else {
        takeBack(former, request, person)
            .ifPresent(
                mover -> former.left().ifPresent(left -> undoneMoves.tell(request, mover, left)));
      }
    });
  }

  /**
   * The same of a change of address, by whoever has the former one: whatever was confirmed at the other since. They see that on
   * the page, and need no mail.
   */
  void giveBack(Request request, Contact person, EmailAddress address) {
    formerStates.take(request, digests.of(address)).ifPresent(former -> {
      activities.takeBack(
          person.id(),
          SignalKey.of(SignalKey.Kind.CONFIRMED, request.id()),
          former.silentSince(),
          former.exposures());
      takeBack(former, request, person);
    });
  }

  private Optional<ContactId> takeBack(FormerState former, Request request, Contact person) {
    Instant since = request.settledAt().orElse(request.createdAt());
    Optional<ContactId> told = former.left().flatMap(left -> moving.moveBack(request, left, since));
    if (!hasAgreedSince(person.id(), since)) {
      bans.restore(former.bans());
    }
    contacts.clear(person.id(), former.filled());
    if (former.newcomer() && isKnownByThisAlone(person.id())) {
      forgetting.forgetNewcomer(person.id());
    } else if (former.becameSource()) {
      contacts.comeFrom(person.id(), former.source());
    }
    return told;
  }

  /** The next confirmation of the same person that nobody has taken back. */
  private Optional<Request> confirmedAfter(Request request) {
    Comparator<Request> byMoment =
        Comparator.comparing(one -> one.settledAt().orElse(one.createdAt()));
    return requests.list(request.contact()).stream()
        .filter(other -> other.state() == RequestState.CONFIRMED
            && other.id() != request.id()
            && byMoment.compare(other, request) >= 0)
        .min(byMoment);
  }

  /** Whether something stands that the person agreed to since, also on a page that a letter led to. */
  private boolean hasAgreedSince(ContactId person, Instant since) {
    return permissions.list(person).stream()
        .anyMatch(consent -> consent.state() == ConsentState.GRANTED
            && consent.grade().filter(grade -> grade != Grade.DECLARED).isPresent()
            && !consent.since().isBefore(since));
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
