package io.reveil.bounce.report;

import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** What servers said is kept for ninety days; what it means for a mail stays with the mail. */
@Singleton
class ReportSweep implements Recurring {
  private static final Duration KEPT = Duration.ofDays(90);

  private final ReportRows rows;
  private final Clock clock;

  ReportSweep(ReportRows rows, Clock clock) {
    this.rows = rows;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "inbound-sweep";
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(6);
  }

  @Override
  public boolean round() {
    return rows.removeBefore(clock.instant().minus(KEPT));
  }
}
