package io.reveil.report.count;

import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Has the base counted once a day, so that reports speak of today without anybody asking (B24). */
@Singleton
class DailyCount implements Recurring {
  private static final String LEASE = "daily count";

  private final AuditRuns runs;
  private final Leases leases;
  private final Installation installation;
  private final Clock clock;

  DailyCount(AuditRuns runs, Leases leases, Installation installation, Clock clock) {
    this.runs = runs;
    this.leases = leases;
    this.installation = installation;
    this.clock = clock;
  }

  @Override
  public String name() {
    return LEASE;
  }

  @Override
  public Duration pause() {
    return Duration.ofMinutes(10);
  }

  @Override
  public boolean round() {
    LocalDate today = day(clock.instant());
    boolean counted = runs.underWay().isPresent()
        || runs.latestDone()
            .filter(run -> !day(run.startedAt()).isBefore(today))
            .isPresent();
    if (!counted && leases.claim(LEASE, pause())) {
      runs.start(LEASE);
    }
    return false;
  }

  private LocalDate day(Instant moment) {
    return LocalDate.ofInstant(moment, installation.zone());
  }
}
