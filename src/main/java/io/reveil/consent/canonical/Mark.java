package io.reveil.consent.canonical;

/** Whether an event is as Réveil wrote it, by the mark in its text. */
public enum Mark {
  /** The mark is ours, and of this very text. */
  OURS,
  /** It has none, as all from before there were marks. */
  NONE,
  /** It was written, or changed, by somebody who lacks our keys. */
  FOREIGN,
  /** It names a key that the database knows and this node lacks: others can judge it. */
  UNREADABLE
}
