package io.reveil.consent.proof;

import io.reveil.consent.wording.PublishedNotice;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person takes away as proof of what they agreed to (E4).
 *
 * @param sealed whether each of its acts is in a signed block by now: until then it proves itself only beside the ledger
 * @param document all of it for programs: records, proofs, the newest signed header
 */
public record Receipt(
    String id, boolean sealed, List<Consent> consents, Map<String, Object> document) {

  /** What was agreed to, and what the person read, most recently. */
  public record Consent(Purpose purpose, List<Done> acts, Optional<PublishedNotice> wording) {}

  /**
   * One act, and when it happened.
   *
   * @param act by its name in the ledger; of another basis than consent its own, and {@code OBJECTED} for its end
   */
  public record Done(String act, Instant at) {}
}
