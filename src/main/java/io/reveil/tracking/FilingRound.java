package io.reveil.tracking;

import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Files what came in, of all nodes. */
@Singleton
class FilingRound implements Recurring {
  private final Journal journal;

  FilingRound(Journal journal) {
    this.journal = journal;
  }

  @Override
  public String name() {
    return "hit-filing";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  /** Looked at first: where nothing is measured nothing is written, either. */
  @Override
  public boolean round() {
    return !journal.isEmpty() && journal.file();
  }
}
