package io.reveil.subscription.leave;

import io.reveil.activity.Activities;
import io.reveil.activity.ContactEvent;
import io.reveil.activity.Signal;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.contact.Moves;
import io.reveil.delivery.Message;
import io.reveil.delivery.queue.SingleMails;
import io.reveil.job.Database;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import io.reveil.link.Verified;
import io.reveil.subscription.Noting;
import io.reveil.subscription.SignalKey;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Withdrawal. It fails open: whatever is missing or unclear, the person's mail stops (B5), also when we know nothing of
 * the person any more (D6).
 */
@Singleton
class Leaving {
  /** The label of its bans. */
  private static final String UNSUBSCRIBE = "unsubscribe";

  private final Database database;
  private final Clock clock;
  private final Contacts contacts;
  private final Moves moves;
  private final SingleMails mails;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Permissions permissions;
  private final Suppressions suppressions;
  private final AddressDigests digests;
  private final Activities activities;

  Leaving(
      Database database,
      Clock clock,
      Contacts contacts,
      Moves moves,
      SingleMails mails,
      Purposes purposes,
      ConsentLedger ledger,
      Permissions permissions,
      Suppressions suppressions,
      AddressDigests digests,
      Activities activities) {
    this.database = database;
    this.clock = clock;
    this.contacts = contacts;
    this.moves = moves;
    this.mails = mails;
    this.purposes = purposes;
    this.ledger = ledger;
    this.permissions = permissions;
    this.suppressions = suppressions;
    this.digests = digests;
    this.activities = activities;
  }

  /** What is to stop. */
  enum Scope {
    PURPOSE,
    ALL
  }

  /**
   * What stopped.
   *
   * @param purpose empty: everything
   * @param since when it stopped, which for a repetition is the first time
   */
  record Left(Optional<Contact> contact, Optional<Purpose> purpose, Instant since) {}

  /** Whom and what an unsubscribe link speaks of, as far as we still know. Changes nothing (B6). */
  record Reach(Optional<Contact> contact, Optional<Purpose> purpose) {}

  Reach look(ContactId id, long messageId) {
    Optional<Contact> contact = contacts.findPresent(id);
    return new Reach(
        contact, contact.flatMap(_ -> mails.find(id, messageId)).flatMap(Message::purpose));
  }

  /**
   * As {@link #look}, in the caller's transaction, of people held: who is being erased meanwhile is gone when we look, and
   * nothing that is written then makes them anew (E9).
   */
  Reach lookHeld(Verified.Authentic link) {
    contacts.hold(reached(link).toList());
    return look(link.contact(), link.reference());
  }

  /** What the link would stop and is stopped already: everything, or its letter, for whomever it speaks of. Changes nothing. */
  Optional<Left> stopped(Verified.Authentic link) {
    Reach reach = look(link.contact(), link.reference());
    return everythingStopped(link)
        .map(since -> new Left(reach.contact(), Optional.empty(), since))
        .or(() -> reach
            .purpose()
            .flatMap(purpose -> stopped(link, purpose))
            .map(since -> new Left(reach.contact(), reach.purpose(), since)));
  }

  private Optional<Instant> everythingStopped(Verified.Authentic link) {
    List<Contact> people = people(link);
    boolean goesOn = people.stream()
        .flatMap(person -> permissions.list(person.id()).stream())
        .anyMatch(CurrentConsent::isObjectable);
    List<Optional<Instant>> bans = addresses(link, List.of(), people).stream()
        .map(address -> suppressions.since(address, SuppressionReason.OBJECTION))
        .toList();
    return goesOn || bans.stream().anyMatch(Optional::isEmpty)
        ? Optional.empty()
        : bans.stream().flatMap(Optional::stream).findFirst();
  }

  private Optional<Instant> stopped(Verified.Authentic link, Purpose purpose) {
    boolean goesOn = people(link).stream()
        .flatMap(person -> permissions.find(purposes.key(person.id(), purpose)).stream())
        .anyMatch(CurrentConsent::isBased);
    return permissions
        .find(purposes.key(link.contact(), purpose))
        .filter(
            consent -> consent.state() == ConsentState.WITHDRAWN && !consent.isInvalid() && !goesOn)
        .map(CurrentConsent::since);
  }

  /** Whether something stands that only a new confirmation lifts, or the end of a restriction (A46, A49). */
  boolean isBarred(Contact person) {
    List<DigestTrail> addresses = person.email().map(digests::of).stream().toList();
    return person.state() == ContactState.RESTRICTED
        || !suppressions.opposed(addresses).isEmpty();
  }

  /** Stops this purpose, or everything; everything also where the purpose is not known any more. */
  Left leave(Verified.Authentic link, Scope scope, Objection.Means means) {
    return leave(link, scope, means, clock.instant(), Set.of());
  }

  /** Does what was pressed while the database was away, as of then; what the person agreed to anew since goes on (E1). */
  void catchUp(Verified.Authentic link, Scope scope, Objection.Means means, Instant pressed) {
    database.write(() -> leave(link, scope, means, pressed, agreedSince(link, pressed)));
  }

  private Set<ConsentKey> agreedSince(Verified.Authentic link, Instant pressed) {
    return people(link).stream()
        .flatMap(person -> permissions.list(person.id()).stream())
        .filter(consent -> Noting.isOvertaken(consent, pressed))
        .map(CurrentConsent::key)
        .collect(Collectors.toSet());
  }

  /** @param kept what the person agreed to since, if this was pressed a while ago */
  private Left leave(
      Verified.Authentic link,
      Scope scope,
      Objection.Means means,
      Instant now,
      Set<ConsentKey> kept) {
    return database.write(() -> {
      Reach reach = lookHeld(link);
      Optional<Purpose> purpose = reach.purpose().filter(_ -> scope == Scope.PURPOSE);
      Objection.LinkUsed evidence =
          new Objection.LinkUsed(now, means, link.reference(), link.keyId());
      Optional<Instant> since;
      if (purpose.isPresent()) {
        people(link).stream()
            .map(Contact::id)
            .map(person -> purposes.key(person, purpose.get()))
            .filter(key -> !kept.contains(key))
            .forEach(key -> ledger.withdraw(key, evidence));
        since = withdrawn(link.contact(), purpose.get());
      } else {
        since = withdrawAll(link, evidence, kept);
      }
      reach.contact().ifPresent(contact -> note(contact.id(), link.reference(), now));
      return new Left(reach.contact(), purpose, since.orElse(now));
    });
  }

  /** Since when everything is stopped: the first time, for a repetition. */
  private Optional<Instant> withdrawAll(
      Verified.Authentic link, Objection.LinkUsed evidence, Set<ConsentKey> kept) {
    List<Contact> people = people(link);
    people.forEach(person -> withdrawAll(person, evidence, kept));
    List<DigestTrail> addresses =
        addresses(link, people.stream().filter(person -> isBack(person, kept)).toList(), people);
    addresses.forEach(banned -> suppressions.add(banned, SuppressionReason.OBJECTION, UNSUBSCRIBE));
    return addresses.stream()
        .findFirst()
        .flatMap(banned -> suppressions.since(banned, SuppressionReason.OBJECTION));
  }

  /** Had it been done at once, what was agreed to since would have lifted the ban, and left the rest opposed. */
  private void withdrawAll(Contact person, Objection.LinkUsed evidence, Set<ConsentKey> kept) {
    if (isBack(person, kept)) {
      ledger.withdrawOthers(
          person.id(), kept, new Objection.Opposed(evidence.occurredAt(), UNSUBSCRIBE));
    } else {
      ledger.withdrawAll(person.id(), evidence);
    }
  }

  private static boolean isBack(Contact person, Set<ConsentKey> kept) {
    return kept.stream().anyMatch(key -> key.contact().equals(person.id()));
  }

  /** Those of the people reached whom we still know. */
  private List<Contact> people(Verified.Authentic link) {
    return reached(link).flatMap(id -> contacts.findPresent(id).stream()).toList();
  }

  /** The person of the link, and whoever took that contact's place since (A43). */
  private Stream<ContactId> reached(Verified.Authentic link) {
    return Stream.concat(Stream.of(link.contact()), moves.successors(link.contact()).stream());
  }

  /** The one written to, which we know even when nothing else is left (D6), and those that the people have now. */
  private List<DigestTrail> addresses(
      Verified.Authentic link, List<Contact> back, List<Contact> people) {
    Set<AddressDigest> spared =
        trails(back).flatMap(trail -> trail.own().stream()).collect(Collectors.toSet());
    return Stream.concat(
            link.digest().filter(digest -> !spared.contains(digest)).map(digests::of).stream(),
            trails(people.stream().filter(person -> !back.contains(person)).toList()))
        .toList();
  }

  private Stream<DigestTrail> trails(List<Contact> people) {
    return people.stream().flatMap(person -> person.email().stream()).map(digests::of);
  }

  private void note(ContactId contact, long messageId, Instant now) {
    if (mails.find(contact, messageId).isPresent()) {
      mails.recordAnswer(contact, messageId, SingleMails.Answer.UNSUBSCRIBED, now);
    }
    activities.record(List.of(new ContactEvent(
        contact,
        new Signal.Unsubscribed(messageId),
        now,
        SignalKey.of(SignalKey.Kind.UNSUBSCRIBED, messageId),
        "link")));
  }

  private Optional<Instant> withdrawn(ContactId contact, Purpose purpose) {
    return permissions
        .find(purposes.key(contact, purpose))
        .filter(consent -> consent.state() == ConsentState.WITHDRAWN)
        .map(CurrentConsent::since);
  }
}
