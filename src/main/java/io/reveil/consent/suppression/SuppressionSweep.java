package io.reveil.consent.suppression;

import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Removes bans whose term is over: a digest is kept no longer than it is needed (A49). */
@Singleton
class SuppressionSweep implements Recurring {
  private final BanEnds ends;

  SuppressionSweep(BanEnds ends) {
    this.ends = ends;
  }

  @Override
  public String name() {
    return "suppression-sweep";
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(6);
  }

  @Override
  public boolean round() {
    return ends.removeEnded();
  }
}
