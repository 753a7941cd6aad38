package io.reveil.consent;

/** How good the evidence of a grant is. */
public enum Grade {
  /** The person confirmed by a POST from the mailbox. */
  DOI,
  /** An import says so, with date, source and text (A14). */
  DECLARED
}
