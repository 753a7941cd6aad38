package io.reveil.intake;

import static java.util.stream.Collectors.toSet;

import io.reveil.intake.run.Rejects;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Runs;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Deletes what imports leave in clear: refused rows after seven days, files that a crash orphaned. */
@Singleton
class ImportSweep implements Recurring {
  private static final Duration KEPT = Duration.ofDays(7);

  private final Runs runs;
  private final Rejects rejects;
  private final Uploads uploads;
  private final Clock clock;

  ImportSweep(Runs runs, Rejects rejects, Uploads uploads, Clock clock) {
    this.runs = runs;
    this.rejects = rejects;
    this.uploads = uploads;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "import-sweep";
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(1);
  }

  @Override
  public boolean round() {
    Instant limit = clock.instant().minus(KEPT);
    runs.failAbandoned(
        limit, "The uploaded file did not come back in seven days: import it again.");
    uploads.sweep(runs.listOpen().stream().map(Run::id).collect(toSet()));
    List<Rejects.Key> old = rejects.listBefore(limit);
    rejects.delete(old);
    return old.size() == Rejects.PAGE;
  }
}
