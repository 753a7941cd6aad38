package io.reveil.subscription.request;

/** Where a request stands. A state is left by a compare-and-set: one winner, whoever races. */
public enum RequestState {
  /** Waits for the person. Any other may follow. */
  PENDING,
  /** The person pressed the button. Final. */
  CONFIRMED,
  /** Nobody answered in time. Then REFUSED, if the person says so by the old link. */
  EXPIRED,
  /** "This was not me" (B11). Final. */
  REFUSED,
  /** A newer request of the same person took its place. Then REFUSED, as from EXPIRED. */
  SUPERSEDED;

  boolean mayBecome(RequestState next) {
    return switch (this) {
      case PENDING -> next != PENDING;
      case EXPIRED, SUPERSEDED -> next == REFUSED;
      case CONFIRMED, REFUSED -> false;
    };
  }
}
