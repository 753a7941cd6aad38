package io.reveil.tracking;

import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Files what came in, on one node at a time. */
@Singleton
class FilingRound implements Recurring {
  private static final String LEASE = "hit-filing";
  /** Much longer than a slice takes. */
  private static final Duration LEASED = Duration.ofSeconds(30);

  private final Leases leases;
  private final Journal journal;

  FilingRound(Leases leases, Journal journal) {
    this.leases = leases;
    this.journal = journal;
  }

  @Override
  public String name() {
    return LEASE;
  }

  /** Nobody looks closer at what was just fetched, and nothing is judged earlier. */
  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean round() {
    return leases.claim(LEASE, LEASED) && journal.file();
  }
}
