package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
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

  Permissions(CurrentConsents fold, Suppressions suppressions, AddressDigests digests) {
    this.fold = fold;
    this.suppressions = suppressions;
    this.digests = digests;
  }

  /**
   * The first legal objection to writing to each contact: SUPPRESSED, RESTRICTED, NOT_CONFIRMED, NO_ADDRESS,
   * UNDELIVERABLE, WITHDRAWN, EVIDENCE_MISSING, NO_BASIS. Contacts without objection are absent. A few statements per
   * thousand contacts.
   */
  public Map<ContactId, NoMail> objections(
      Channel channel, Purpose purpose, Collection<Contact> contacts) {
    Map<ContactId, DigestTrail> addresses = new HashMap<>();
    contacts.forEach(contact ->
        contact.email().map(digests::of).ifPresent(trail -> addresses.put(contact.id(), trail)));
    Map<DigestTrail, Set<SuppressionReason>> bans = suppressions.list(addresses.values());
    Map<ContactId, CurrentConsent> consents = new HashMap<>();
    fold.list(contacts.stream().map(Contact::id).toList()).stream()
        .filter(row -> row.key().channel() == channel && row.key().purpose().equals(purpose))
        .forEach(row -> consents.put(row.key().contact(), row));
    Map<ContactId, NoMail> objections = new LinkedHashMap<>();
    for (Contact contact : contacts) {
      Set<SuppressionReason> banned = Optional.ofNullable(addresses.get(contact.id()))
          .flatMap(address -> Optional.ofNullable(bans.get(address)))
          .orElse(Set.of());
      objection(channel, contact, banned)
          .or(() -> objection(Optional.ofNullable(consents.get(contact.id()))))
          .ifPresent(reason -> objections.put(contact.id(), reason));
    }
    return objections;
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

  /** What the consent says. */
  private static Optional<NoMail> objection(Optional<CurrentConsent> consent) {
    if (consent.isEmpty()) {
      return Optional.of(NoMail.NO_BASIS);
    }
    return switch (consent.get().state()) {
      case GRANTED -> Optional.empty();
      case WITHDRAWN -> Optional.of(NoMail.WITHDRAWN);
      case EXPIRED -> Optional.of(NoMail.NOT_CONFIRMED);
      case REFUSED -> Optional.of(NoMail.NO_BASIS);
      case NONE -> Optional.of(consent.get().gap().orElse(NoMail.NO_BASIS));
    };
  }

  /** What is recorded of one consent. */
  public Optional<CurrentConsent> find(ConsentKey key) {
    return list(key.contact()).stream().filter(row -> row.key().equals(key)).findFirst();
  }

  /** All that is recorded of one contact. */
  public List<CurrentConsent> list(ContactId contact) {
    return fold.list(List.of(contact));
  }
}
