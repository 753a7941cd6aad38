package io.reveil.consent.proof;

import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the person agreed to, and the proof of it. Erasing takes the random name, the salt and the values: the ledger
 * then speaks of nobody, and still verifies (E9). A ban on the address stays, as a digest, since the person asked for it
 * (A49).
 */
@Singleton
class ConsentData implements PersonalData {
  private final Database database;
  private final CurrentConsents fold;
  private final Proofs proofs;
  private final Suppressions suppressions;
  private final AddressDigests digests;

  ConsentData(
      Database database,
      CurrentConsents fold,
      Proofs proofs,
      Suppressions suppressions,
      AddressDigests digests) {
    this.database = database;
    this.fold = fold;
    this.proofs = proofs;
    this.suppressions = suppressions;
    this.digests = digests;
  }

  @Override
  public String section() {
    return "consent";
  }

  @Override
  public Object export(Subject subject) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("consents", subject.contact().map(this::consents).orElse(List.of()));
    known.put("suppressed", subject.address().map(this::bans).orElse(List.of()));
    return known;
  }

  private List<Map<String, Object>> consents(ContactId contact) {
    return fold.list(List.of(contact)).stream()
        .flatMap(row -> proofs.find(row.key()).stream())
        .toList();
  }

  private List<String> bans(EmailAddress address) {
    return suppressions.list(List.of(digests.of(address))).values().stream()
        .flatMap(Set::stream)
        .map(Enum::name)
        .sorted()
        .toList();
  }

  @Override
  public int erase(Subject subject) {
    return subject
        .contact()
        .map(contact -> database.write(() -> erased(contact)))
        .orElse(0);
  }

  /** The name, which first acts hold; the fold, which all others move; then the values that either left behind. */
  private int erased(ContactId contact) {
    return database.update("DELETE FROM consent_subject WHERE contact_id = ?", contact.value())
        + database.update("DELETE FROM current_consent WHERE contact_id = ?", contact.value())
        + database.update("DELETE FROM consent_opening WHERE contact_id = ?", contact.value());
  }
}
