package io.reveil.delivery;

/** Where a message stands. planned = SENT + FAILED + DROPPED + UNKNOWN + open (QUEUED, DEFERRED, HELD), always. */
public enum MessageState {
  /** Waits in its chunk, or in the outbox for its first try. Anything may follow. */
  QUEUED,
  /** The relay said 250. Final. */
  SENT,
  /** The relay said 4xx; tried again from the outbox (B25). */
  DEFERRED,
  /** May not leave now; passes the gate again from the outbox. */
  HELD,
  /** The relay said 5xx. Final. */
  FAILED,
  /** The gate refused it for good. Final. */
  DROPPED,
  /** A crash left in doubt whether it went out. Final; listed. */
  UNKNOWN;

  public boolean isOpen() {
    return switch (this) {
      case QUEUED, DEFERRED, HELD -> true;
      case SENT, FAILED, DROPPED, UNKNOWN -> false;
    };
  }
}
