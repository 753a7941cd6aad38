package io.reveil.consent.permission;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the law lets us write, asked in the transaction that depends on the answer. */
@Singleton
public final class Permissions {
  private final CurrentConsents fold;
  private final Suppressions suppressions;
  private final AddressDigests digests;
  private final Purposes purposes;
  private final BasisRules rules;

  Permissions(
      CurrentConsents fold,
      Suppressions suppressions,
      AddressDigests digests,
      Purposes purposes,
      BasisRules rules) {
    this.fold = fold;
    this.suppressions = suppressions;
    this.digests = digests;
    this.purposes = purposes;
    this.rules = rules;
  }

  /** The first legal objection to writing to each contact, as {@link #judge} has it; contacts without one are absent. */
  public Map<ContactId, NoMail> objections(
      Channel channel, Purpose purpose, Collection<Contact> contacts) {
    Map<ContactId, NoMail> objections = new LinkedHashMap<>();
    judge(channel, purpose, contacts)
        .forEach((contact, permission) ->
            permission.objection().ifPresent(reason -> objections.put(contact, reason)));
    return objections;
  }

  /**
   * For each contact the basis, or the first legal objection: SUPPRESSED, RESTRICTED, NOT_CONFIRMED, NO_ADDRESS,
   * UNDELIVERABLE, WITHDRAWN, INVALIDATED, EVIDENCE_MISSING, ADDRESS_LEFT, CONSENT_ONLY, NO_BASIS. A
   * few statements per thousand contacts.
   */
  public Map<ContactId, Permission> judge(
      Channel channel, Purpose purpose, Collection<Contact> contacts) {
    Map<ContactId, Permission> judged = new LinkedHashMap<>();
    weigh(channel, purpose, contacts)
        .forEach((contact, judgement) -> judged.put(contact, judgement.permission()));
    return judged;
  }

  /** As {@link #judge}, with what each was judged by. */
  public Map<ContactId, Judgement> weigh(
      Channel channel, Purpose purpose, Collection<Contact> contacts) {
    Map<ContactId, DigestTrail> addresses = new HashMap<>();
    contacts.forEach(contact ->
        contact.email().map(digests::of).ifPresent(trail -> addresses.put(contact.id(), trail)));
    Map<DigestTrail, Set<SuppressionReason>> bans = suppressions.list(addresses.values());
    Map<ContactId, CurrentConsent> consents = new HashMap<>();
    fold.list(contacts.stream().map(Contact::id).toList()).stream()
        .filter(row -> row.key().channel() == channel && row.key().purpose().equals(purpose))
        .forEach(row -> consents.put(row.key().contact(), row));
    Map<ContactId, Judgement> judged = new LinkedHashMap<>();
    for (Contact contact : contacts) {
      Optional<CurrentConsent> recorded = Optional.ofNullable(consents.get(contact.id()));
      Set<SuppressionReason> banned = Optional.ofNullable(addresses.get(contact.id()))
          .flatMap(address -> Optional.ofNullable(bans.get(address)))
          .orElse(Set.of());
      Permission permission = objection(channel, contact, banned)
          .<Permission>map(Permission.Denied::new)
          .orElseGet(() -> permission(contact, recorded));
      judged.put(contact.id(), new Judgement(permission, recorded));
    }
    return judged;
  }

  /** What the address and the person's standing say. */
  private static Optional<NoMail> objection(
      Channel channel, Contact contact, Set<SuppressionReason> banned) {
    if (banned.contains(SuppressionReason.OBJECTION)
        || banned.contains(SuppressionReason.COMPLAINT)) {
      return Optional.of(NoMail.SUPPRESSED);
    }
    if (contact.state() == ContactState.RESTRICTED) {
      return Optional.of(NoMail.RESTRICTED);
    }
    if (contact.state() == ContactState.PENDING) {
      return Optional.of(NoMail.NOT_CONFIRMED);
    }
    if (channel != Channel.EMAIL) {
      return Optional.empty();
    }
    if (contact.email().isEmpty()) {
      return Optional.of(NoMail.NO_ADDRESS);
    }
    if (contact.undeliverable() || banned.contains(SuppressionReason.BOUNCE)) {
      return Optional.of(NoMail.UNDELIVERABLE);
    }
    return Optional.empty();
  }

  /** What the ledger says, and the law of the person's country. */
  private Permission permission(Contact contact, Optional<CurrentConsent> consent) {
    if (consent.isEmpty()) {
      return new Permission.Denied(NoMail.NO_BASIS);
    }
    CurrentConsent row = consent.get();
    return switch (row.state()) {
      case GRANTED -> allowed(Basis.CONSENT, row, contact);
      case WITHDRAWN -> new Permission.Denied(row.gap().orElse(NoMail.WITHDRAWN));
      case EXPIRED -> new Permission.Denied(NoMail.NOT_CONFIRMED);
      case REFUSED -> new Permission.Denied(NoMail.NO_BASIS);
      case NONE ->
        row.gap()
            .<Permission>map(Permission.Denied::new)
            .orElseGet(() -> allowed(row.basis(), row, contact));
    };
  }

  /** A purpose rests on what it declares today, and one that is declared no longer on nothing. */
  private Permission allowed(Basis basis, CurrentConsent row, Contact contact) {
    return rules
        .objection(basis, purposes.find(row.key().purpose()), contact)
        .<Permission>map(Permission.Denied::new)
        .orElseGet(() -> new Permission.Given(basis));
  }

  /** What is recorded of one consent. */
  public Optional<CurrentConsent> find(ConsentKey key) {
    return list(key.contact()).stream().filter(row -> row.key().equals(key)).findFirst();
  }

  /** All that is recorded of several; one statement. */
  public List<CurrentConsent> list(Collection<ContactId> contacts) {
    return contacts.isEmpty() ? List.of() : fold.list(List.copyOf(contacts));
  }

  /** How these purposes stand with several, where anything is recorded; one statement. */
  public Map<ConsentKey, ConsentState> states(
      Collection<ContactId> contacts, Channel channel, Collection<Purpose> purposes) {
    return fold.states(contacts, channel, purposes);
  }

  /** Who of several has granted one consent; one statement, and the least there is to ask. */
  public Set<ContactId> granted(Collection<ContactId> contacts, Channel channel, Purpose purpose) {
    return fold.granted(contacts, channel, purpose);
  }

  /** All that is recorded of one contact. */
  public List<CurrentConsent> list(ContactId contact) {
    return fold.list(List.of(contact));
  }
}
