package io.reveil.delivery.lane;

/** What a round of a lane came to. */
enum Worked {
  /** Nothing was due. */
  NOTHING,
  /** Something was done; there may be more. */
  SOMETHING,
  /** Something is due, and its provider's pace lets nothing go just now. */
  PACED,
  /** The relay could not be reached, or hung up. */
  RELAY_AWAY
}
