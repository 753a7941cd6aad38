package io.reveil.consent.ledger;

import io.reveil.consent.ConsentState;

/** What an act did to the ledger. */
public sealed interface Applied {
  /** Recorded; {@code before} and {@code after} may be equal (a request changes no state). */
  record Recorded(long eventId, int version, ConsentState before, ConsentState after)
      implements Applied {}

  /** It was so already: a repetition. Nothing was written. */
  record AlreadySo(ConsentState state) implements Applied {}

  /** The state machine does not allow it; nothing was written (E5). */
  record NotAllowed(ConsentState state) implements Applied {}
}
