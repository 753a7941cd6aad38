package io.reveil.tracking.age;

import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Lets hits age, every few hours, a page of each step a round. */
@Singleton
class AgeingRound implements Recurring {
  private static final String LEASE = "hit-ageing";
  /** Much longer than a round takes. */
  private static final Duration LEASED = Duration.ofMinutes(2);

  private final Leases leases;
  private final List<BooleanSupplier> steps;

  AgeingRound(Leases leases, Ageing ageing) {
    this.leases = leases;
    this.steps = List.of(
        ageing::coarsenNetworks,
        ageing::coarsenAgents,
        () -> ageing.erase(HitKind.CLICK),
        () -> ageing.erase(HitKind.OPEN),
        ageing::eraseDays);
  }

  @Override
  public String name() {
    return LEASE;
  }

  @Override
  public Duration pause() {
    return Duration.ofHours(3);
  }

  @Override
  public boolean round() {
    boolean more = false;
    if (leases.claim(LEASE, LEASED)) {
      for (BooleanSupplier step : steps) {
        more |= step.getAsBoolean();
      }
    }
    return more;
  }
}
