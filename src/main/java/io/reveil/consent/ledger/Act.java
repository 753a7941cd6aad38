package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.kernel.NoMail;
import java.util.Optional;

/**
 * One act to be recorded.
 *
 * @param judged what it ends, as somebody saw it; empty: whatever it meets
 */
record Act(ConsentKey key, Evidence evidence, Optional<CurrentConsent> judged) {
  Act(ConsentKey key, Evidence evidence) {
    this(key, evidence, Optional.empty());
  }

  Step step() {
    return Step.of(evidence);
  }

  /** What it does to this row of the fold: what the table of {@link Step} says, but for what the row itself forbids. */
  Step.Move on(CurrentConsent before) {
    if (isOvertaken(before) || isGivenSince(before)) {
      return Step.Move.NEVER;
    }
    return isAgain(before) ? Step.Move.ALREADY : step().from(before);
  }

  /** Whether anything was recorded since it was judged (E1). */
  private boolean isOvertaken(CurrentConsent now) {
    return judged.filter(seen -> seen.version() != now.version()).isPresent();
  }

  /** What was found invalid at a moment is nothing that the person gave after it (E1). */
  private boolean isGivenSince(CurrentConsent before) {
    return evidence instanceof Evidence.Invalidated && before.isGivenAfter(evidence.occurredAt());
  }

  /** The same claim, the same basis shown, or a basis lost on which nothing rests. */
  private boolean isAgain(CurrentConsent before) {
    boolean claimed = evidence instanceof Evidence.ClaimWithoutProof
        && before.gap().equals(Optional.of(NoMail.EVIDENCE_MISSING));
    boolean shown =
        evidence instanceof Evidence.BasisShown other && before.basis() == other.basis();
    boolean lost = evidence instanceof Evidence.BasisLost gone && before.basis() != gone.basis();
    return claimed || shown || lost;
  }
}
