package io.reveil.tracking.judging;

import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.util.Optional;

/**
 * One judging anew of all hits from a moment on, up to the moment it was asked for.
 *
 * @param mark the hit that it has come to
 * @param hits so many were judged anew
 * @param changed so many are of another class now
 * @param raised of these, clicks that are human now and were told of
 * @param unsupported of these, clicks that are less surely human, or no more; what followed from them stands (decision 7)
 */
public record Rejudging(
    long id,
    State state,
    int rules,
    Instant from,
    Mark mark,
    long hits,
    long changed,
    long raised,
    long unsupported,
    Instant startedAt,
    String startedBy,
    Optional<Instant> endedAt) {
  /** A RUNNING one becomes DONE. */
  public enum State {
    RUNNING,
    DONE
  }

  /** A place in the order of hits by time. */
  public record Mark(Instant at, ContactId contact, long hit) {}
}
