package io.reveil.campaign;

/** On which side of the comparison an enrolled contact stands: decided on entry and never changed (F7). */
public enum Arm {
  /** Gets the mails. */
  TREATED,
  /** Is followed on the same dates and gets none. */
  HELD_OUT
}
