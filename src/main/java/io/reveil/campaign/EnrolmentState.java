package io.reveil.campaign;

/** Where a contact stands in a sequence. Each change is a compare-and-set on ACTIVE. */
public enum EnrolmentState {
  /** At a stage. Then the next stage, EXITED or COMPLETED. */
  ACTIVE,
  /** Left before the end, with a reason. Final. */
  EXITED,
  /** The last stage's window passed without an answer. Final. */
  COMPLETED
}
