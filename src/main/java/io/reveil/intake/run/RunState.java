package io.reveil.intake.run;

/** Where an import stands. */
public enum RunState {
  /** Uploaded whole. Then RUNNING or FAILED. */
  QUEUED,
  /** Some rows are in; goes on by itself after a restart. Then DONE or FAILED. */
  RUNNING,
  /** Every row is in or among the rejects. */
  DONE,
  /** The file could not be read to its end; what stands before the fault is in. */
  FAILED
}
