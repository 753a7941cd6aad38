package io.reveil.delivery.guard;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Looks for storms first, then weighs what waited: in this order, so that a storm is seen before anybody is marked. */
@Singleton
class GuardRound implements Recurring {
  /** Longer than a round, and short: until it ends, nobody looks for storms after a crash. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Leases leases;
  private final Storms storms;
  private final Weighing weighing;
  private final Tallies tallies;
  private final Clock clock;

  GuardRound(
      Leases leases,
      Storms storms,
      Weighing weighing,
      Tallies tallies,
      MeterRegistry meters,
      Clock clock) {
    this.leases = leases;
    this.storms = storms;
    this.weighing = weighing;
    this.tallies = tallies;
    this.clock = clock;
    meters.gauge("reveil.providers.stopped", storms, known -> known.lastSeen().size());
  }

  @Override
  public String name() {
    return "delivery-guard";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(10);
  }

  @Override
  public boolean round() {
    boolean more = leases.claim(name(), LEASE) && lookAndWeigh();
    storms.stopped();
    return more;
  }

  private boolean lookAndWeigh() {
    storms.look();
    boolean more = weighing.weigh();
    return tallies.removeBefore(clock.instant().minus(Tallies.KEPT)) || more;
  }
}
