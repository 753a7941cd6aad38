package io.reveil.consent.proof;

import io.reveil.consent.ledger.ConsentSubjects;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.Erasures;
import io.reveil.consent.permission.LastingWithdrawals;
import io.reveil.consent.suppression.Suppressions;
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
 * then speaks of nobody, says so, and still verifies (E9). A ban on the address stays, as a digest, since the person asked for it,
 * and one comes of what they had left (A49).
 */
@Singleton
class ConsentData implements PersonalData {
  private final Erasures erasures;
  private final ConsentSubjects subjects;
  private final CurrentConsents fold;
  private final Proofs proofs;
  private final Suppressions suppressions;
  private final LastingWithdrawals withdrawals;
  private final AddressDigests digests;

  ConsentData(
      Erasures erasures,
      ConsentSubjects subjects,
      CurrentConsents fold,
      Proofs proofs,
      Suppressions suppressions,
      LastingWithdrawals withdrawals,
      AddressDigests digests) {
    this.erasures = erasures;
    this.subjects = subjects;
    this.fold = fold;
    this.proofs = proofs;
    this.suppressions = suppressions;
    this.withdrawals = withdrawals;
    this.digests = digests;
  }

  @Override
  public String section() {
    return "consent";
  }

  @Override
  public boolean isEvidence() {
    return true;
  }

  @Override
  public Object export(Subject subject) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("consents", subject.contact().map(this::consents).orElse(List.of()));
    subject
        .contact()
        .map(contact -> subjects.oppositions(List.of(contact)).get(contact))
        .ifPresent(opposition -> known.put(
            "opposedToWhatWasNotAskedForAgain",
            Map.of("since", opposition.occurredAt().toString(), "source", opposition.source())));
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
    subject
        .contact()
        .ifPresent(
            person -> subject.address().ifPresent(address -> withdrawals.keep(person, address)));
    return subject.contact().map(erasures::erase).orElse(0);
  }
}
