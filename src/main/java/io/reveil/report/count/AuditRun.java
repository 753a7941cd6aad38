package io.reveil.report.count;

import java.time.Instant;
import java.util.Optional;

/**
 * One count of the base.
 *
 * @param markTo contacts up to this id are counted
 * @param contacts how many those are
 * @param writable those with a purpose that may be written for
 * @param wanting those with a gap
 */
public record AuditRun(
    long id,
    State state,
    long markTo,
    long contacts,
    long writable,
    long wanting,
    Instant startedAt,
    String startedBy,
    Optional<Instant> endedAt) {
  /** A RUNNING one becomes DONE, and goes when the next is DONE. */
  public enum State {
    RUNNING,
    DONE
  }

  public boolean isDone() {
    return state == State.DONE;
  }
}
