package io.reveil.consent;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/**
 * The append-only ledger and its fold. One writing method an act; each writes event, openings and {@code
 * current_consent} together, in the caller's transaction, ordered by the version of the fold (E1).
 */
@Singleton
public final class ConsentLedger {
  ConsentLedger() {}

  public Applied request(ConsentKey key, Evidence.FormPosted evidence) {
    throw new UnsupportedOperationException();
  }

  public Applied recordDoiSent(ConsentKey key, Evidence.DoiMailSent evidence) {
    throw new UnsupportedOperationException();
  }

  /** The grant by double opt-in: from any state, also WITHDRAWN (only the person's own act leaves it). */
  public Applied grant(ConsentKey key, Evidence.LinkConfirmed evidence) {
    throw new UnsupportedOperationException();
  }

  /**
   * Grants declared by an import and claims without proof, many contacts at once. NONE → GRANTED; leaves no other state
   * (A14, E1). Results in the order given.
   */
  public List<Applied> declare(List<Declaration> declarations) {
    throw new UnsupportedOperationException();
  }

  public Applied withdraw(ConsentKey key, Evidence.LinkUsed evidence) {
    throw new UnsupportedOperationException();
  }

  /** Withdraws every purpose on every channel that is GRANTED. */
  public Map<ConsentKey, Applied> withdrawAll(
      io.reveil.kernel.ContactId contact, Evidence.LinkUsed evidence) {
    throw new UnsupportedOperationException();
  }

  public Applied reconfirm(ConsentKey key, Evidence.Stayed evidence) {
    throw new UnsupportedOperationException();
  }

  public Applied refuse(ConsentKey key, Evidence.NotMe evidence) {
    throw new UnsupportedOperationException();
  }

  public Applied expire(ConsentKey key, Evidence.RuleApplied evidence) {
    throw new UnsupportedOperationException();
  }
}
