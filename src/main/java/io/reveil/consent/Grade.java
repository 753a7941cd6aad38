package io.reveil.consent;

/** How good the evidence of a grant is. */
public enum Grade {
  /** The person confirmed by a POST from the mailbox, and e-mail to it is what they agreed to. */
  DOI,
  /**
   * The person chose it on a page that a link in the mailbox led to: an undo, a box ticked and saved, or a confirmation of
   * what takes place by another channel, since a mailbox shows nothing of a telephone.
   */
  PAGE,
  /** An import says so, with date, source and text (A14). */
  DECLARED
}
