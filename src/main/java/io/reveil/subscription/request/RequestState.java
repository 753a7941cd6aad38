package io.reveil.subscription.request;

/** Where a request stands. A state is left by a compare-and-set: one winner, whoever races. */
public enum RequestState {
  /** Waits for the person. Any other may follow. */
  PENDING,
  /** Somebody pressed the button. Then REFUSED, if the owner of the mailbox says that it was not them. */
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
      case CONFIRMED, EXPIRED, SUPERSEDED -> next == REFUSED;
      case REFUSED -> false;
    };
  }
}
