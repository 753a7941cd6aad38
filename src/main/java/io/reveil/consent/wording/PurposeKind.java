package io.reveil.consent.wording;

import io.reveil.consent.Basis;
import java.util.EnumSet;
import java.util.Set;

/** What a purpose is for. Each is agreed to on its own, never with another (A2, A8). */
public enum PurposeKind {
  /** Letters: asked for, or allowed to customers and professionals (A15, A16). */
  LETTER(
      true,
      EnumSet.of(
          Basis.CONSENT, Basis.CUSTOMER_SOFT_OPT_IN, Basis.PROFESSIONAL_LEGITIMATE_INTEREST)),
  /** Questions about how satisfied somebody is (S3.2). */
  SURVEY(
      true,
      EnumSet.of(
          Basis.CONSENT, Basis.CUSTOMER_SOFT_OPT_IN, Basis.PROFESSIONAL_LEGITIMATE_INTEREST)),
  /** What a contract or the law makes one write, whoever left the letters (A53). */
  SERVICE(true, EnumSet.of(Basis.TRANSACTIONAL)),
  /** Handing data to partners for their own letters (S3.37). */
  PARTNER_SHARING(false, EnumSet.of(Basis.CONSENT)),
  /** Counting and studying beyond what the letters need (S3.2). */
  STATISTICS(false, EnumSet.of(Basis.CONSENT)),
  /** Measuring who opens a letter: never implied by agreeing to receive it (A30). */
  OPEN_TRACKING(false, EnumSet.of(Basis.CONSENT)),
  /** Measuring who follows a link of a letter (A37). */
  LINK_TRACKING(false, EnumSet.of(Basis.CONSENT));

  private final boolean sends;
  private final Set<Basis> allowed;

  PurposeKind(boolean sends, Set<Basis> allowed) {
    this.sends = sends;
    this.allowed = allowed;
  }

  /** Whether it is reached by messages of its own. */
  public boolean sends() {
    return sends;
  }

  public boolean isTracking() {
    return this == OPEN_TRACKING || this == LINK_TRACKING;
  }

  /** The bases that the law knows for it, the most solid first (A9). */
  Set<Basis> allowed() {
    return allowed;
  }
}
