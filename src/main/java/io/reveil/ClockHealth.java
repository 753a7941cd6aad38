package io.reveil;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.reveil.kernel.Installation;
import io.reveil.kernel.TrialClock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Shows business time in {@code /health}, and whether somebody moved it. */
@Singleton
class ClockHealth implements HealthIndicator {
  private final Clock clock;
  private final boolean isMoved;

  ClockHealth(Clock clock, @Nullable TrialClock trial, Installation installation) {
    this.clock = clock;
    this.isMoved = trial != null || installation.start().isPresent();
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(HealthResult.builder("clock", HealthStatus.UP)
        .details(Map.of("now", clock.instant().toString(), "moved", isMoved))
        .build());
  }
}
