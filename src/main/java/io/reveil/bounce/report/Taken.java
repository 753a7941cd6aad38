package io.reveil.bounce.report;

/** What became of a report. */
public enum Taken {
  /** It was acted upon. */
  NEW,
  /** It was known, and changed nothing. */
  REPEATED,
  /** It names no mail that we know of; it is counted, and changed nothing (B22). */
  UNKNOWN
}
