package io.reveil.intake.row;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.Applied;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** What people said elsewhere of one purpose or of all, recorded for whoever they are, with or without an address (A44). */
@Singleton
class Objections {
  private final Contacts contacts;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final CurrentConsents fold;
  private final Grounds grounds;

  Objections(
      Contacts contacts,
      Purposes purposes,
      ConsentLedger ledger,
      CurrentConsents fold,
      Grounds grounds) {
    this.contacts = contacts;
    this.purposes = purposes;
    this.ledger = ledger;
    this.fold = fold;
    this.grounds = grounds;
  }

  /**
   * One of them.
   *
   * @param self or {@code externalId} or {@code email}: who said so; by our own number only what we exported ourselves
   * @param purpose empty: all one can object to
   * @param channel by which this purpose was recorded; empty: the one it declares
   * @param evidence that they said so, or that it was found invalid
   */
  record Told(
      Optional<ContactId> self,
      Optional<String> externalId,
      Optional<EmailAddress> email,
      Optional<Purpose> purpose,
      Optional<Channel> channel,
      Evidence.Listed evidence) {}

  boolean isDeclared(Purpose purpose) {
    return purposes.find(purpose).isPresent();
  }

  boolean isMeasuring(Purpose purpose) {
    return purposes.isMeasuring(purpose);
  }

  /** Who said it, by number, else by address, in the order given; empty where nobody is known by it. */
  List<Optional<Contact>> find(List<Told> told) {
    Map<String, ContactId> byNumber = contacts.idsByExternalId(
        told.stream().flatMap(one -> one.externalId().stream()).toList());
    Map<String, ContactId> byAddress =
        contacts.idsByAddress(told.stream().flatMap(one -> one.email().stream()).toList());
    Map<ContactId, Contact> known = contacts.list(Stream.of(
            told.stream().flatMap(one -> one.self().stream()),
            byNumber.values().stream(),
            byAddress.values().stream())
        .flatMap(Function.identity())
        .distinct()
        .toList());
    return told.stream()
        .map(one -> one.self()
            .or(() -> one.externalId().map(byNumber::get))
            .or(() -> one.email().map(email -> byAddress.get(email.key())))
            .map(known::get))
        .toList();
  }

  /** Withdraws what each of them objects to, in the caller's transaction. Those of whom anything was new. */
  Set<ContactId> withdraw(Map<ContactId, List<Told>> told) {
    Map<ContactId, List<CurrentConsent>> recorded = new TreeMap<>();
    fold.list(told.keySet())
        .forEach(row -> recorded
            .computeIfAbsent(row.key().contact(), _ -> new ArrayList<>())
            .add(row));
    Map<ConsentKey, Set<Instant>> invalidated = grounds.invalidations(told.keySet());
    List<Declaration> acts = new ArrayList<>();
    told.forEach((contact, all) ->
        all.forEach(one -> keys(contact, one, recorded.getOrDefault(contact, List.of()))
            .filter(key -> !isKnown(one, invalidated.getOrDefault(key, Set.of())))
            .filter(key -> !isOutdated(key, one, recorded.getOrDefault(contact, List.of())))
            .forEach(key -> acts.add(new Declaration(key, one.evidence())))));
    Set<ContactId> changed = new TreeSet<>();
    List<Applied> applied = acts.isEmpty() ? List.of() : ledger.declare(acts);
    for (int i = 0; i < acts.size(); i++) {
      if (applied.get(i) instanceof Applied.Recorded) {
        changed.add(acts.get(i).key().contact());
      }
    }
    return changed;
  }

  /** Whatever stands now where this very act was recorded already came after it (E1). */
  private static boolean isKnown(Told told, Set<Instant> invalidated) {
    return told.evidence() instanceof Evidence.Invalidated
        && invalidated.contains(told.evidence().occurredAt());
  }

  /**
   * Our own export may be read at any time and again: it says nothing new of whoever left or refused here, too, and
   * nothing against whoever came back since by an act of their own (E1).
   */
  private static boolean isOutdated(ConsentKey key, Told told, List<CurrentConsent> recorded) {
    return told.self().isPresent()
        && recorded.stream()
            .filter(row -> row.key().equals(key))
            .anyMatch(row -> switch (row.state()) {
              case WITHDRAWN, REFUSED -> true;
              case GRANTED -> row.isGivenAfter(told.evidence().occurredAt());
              case NONE, EXPIRED -> false;
            });
  }

  /**
   * Everything: each declared purpose, answered or not, so that no later import brings it back (E1), and what stands of
   * purposes that are declared no longer. What a contract demands goes on (A53).
   */
  private Stream<ConsentKey> keys(ContactId contact, Told told, List<CurrentConsent> recorded) {
    return told.purpose()
        .map(purpose -> Stream.of(key(contact, purpose, told.channel())))
        .orElseGet(() -> Stream.concat(
                purposes.objectable(contact).stream(),
                recorded.stream().filter(CurrentConsent::isObjectable).map(CurrentConsent::key))
            .distinct());
  }

  private ConsentKey key(ContactId contact, Purpose purpose, Optional<Channel> channel) {
    return channel
        .map(by -> new ConsentKey(contact, by, purpose))
        .orElseGet(() -> purposes.key(contact, purpose));
  }
}
