package io.reveil.consent;

/** How good the evidence of a grant is. */
public enum Grade {
  /** The person confirmed by a POST from the mailbox. */
  DOI,
  /** The person chose it on a page that a link in the mailbox led to: an undo, a box ticked and saved. */
  PAGE,
  /** An import says so, with date, source and text (A14). */
  DECLARED
}
