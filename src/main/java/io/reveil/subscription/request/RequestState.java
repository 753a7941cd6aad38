package io.reveil.subscription.request;

/** Where a request stands. Only PENDING can be left, by a compare-and-set: one winner, whoever races. */
public enum RequestState {
  /** Waits for the person. Any other may follow. */
  PENDING,
  /** The person pressed the button. Final. */
  CONFIRMED,
  /** Nobody answered in time. Final. */
  EXPIRED,
  /** "This was not me" (B11). Final. */
  REFUSED,
  /** A newer request of the same person took its place. Final. */
  SUPERSEDED;

  boolean mayBecome(RequestState next) {
    return switch (this) {
      case PENDING -> next != PENDING;
      case CONFIRMED, EXPIRED, REFUSED, SUPERSEDED -> false;
    };
  }
}
