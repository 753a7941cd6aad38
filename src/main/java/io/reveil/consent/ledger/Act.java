package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
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

  /** Whether anything was recorded since it was judged (E1). */
  boolean isOvertaken(CurrentConsent now) {
    return judged.filter(seen -> seen.version() != now.version()).isPresent();
  }
}
