package io.reveil.activity;

/** How long since the person's last sign of life: a function of dates, never stored (F1). */
public enum Status {
  /** Came lately and has not been heard of since. */
  NEW,
  /** Silent, but was never in a position to answer: not to be judged by silence (F2). */
  UNEXPOSED,
  ACTIVE,
  /** Silent for 90 days. */
  COOLING,
  /** Silent for 180 days. */
  INACTIVE,
  /** Silent for 365 days. */
  DORMANT,
  /** In the last 60 days before the 36-month limit (A20). */
  EXPIRING;

  /** Whether a sign of life ends it. */
  boolean isSilence() {
    return switch (this) {
      case COOLING, INACTIVE, DORMANT, EXPIRING -> true;
      case NEW, UNEXPOSED, ACTIVE -> false;
    };
  }
}
