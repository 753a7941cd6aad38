package io.reveil.delivery.lane;

import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Renews what the lanes of this process hold, from a thread of its own: a relay that takes longer than a lease over one
 * mail must not make its group look abandoned. Only a process that is dead, or has lost the database, loses its claims.
 */
@Singleton
class Heartbeat implements Recurring {
  private final Tenure tenure;
  private final Set<Hold> holds = ConcurrentHashMap.newKeySet();

  Heartbeat(Tenure tenure) {
    this.tenure = tenure;
  }

  @Override
  public String name() {
    return "delivery-heartbeat";
  }

  @Override
  public Duration pause() {
    return tenure.beat();
  }

  @Override
  public boolean round() {
    holds.forEach(Hold::renew);
    return false;
  }

  /**
   * Keeps a claim until it is closed.
   *
   * @param until how far the claim reaches now
   * @param renewal moves that on; false: somebody else has taken it
   */
  Hold keep(Instant until, Predicate<Instant> renewal) {
    Hold hold = new Hold(until, renewal);
    holds.add(hold);
    return hold;
  }

  /** A claim while a group is under way. */
  final class Hold implements AutoCloseable {
    private final Predicate<Instant> renewal;
    private volatile Instant until;

    private Hold(Instant until, Predicate<Instant> renewal) {
      this.until = until;
      this.renewal = renewal;
    }

    /** Whether another mail may be offered. */
    boolean isSafe() {
      return tenure.isSafe(until);
    }

    private void renew() {
      Instant next = tenure.until();
      until = renewal.test(next) ? next : Instant.EPOCH;
    }

    @Override
    public void close() {
      holds.remove(this);
    }
  }
}
