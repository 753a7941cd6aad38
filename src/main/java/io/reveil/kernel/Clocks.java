package io.reveil.kernel;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The two clocks. Business time, the plain {@code Clock} bean, may be moved for a trial (REVEIL_CLOCK); leases and
 * time-outs read machine time, {@code @Named("machine")}. Both count in microseconds, since DATETIME(6) does.
 */
@Factory
class Clocks {
  private static final Duration MICROSECOND = Duration.ofNanos(1_000);

  @Singleton
  @Named("machine")
  Clock machine() {
    return Clock.tick(Clock.systemUTC(), MICROSECOND);
  }

  @Singleton
  @Primary
  Clock business(@Nullable TrialClock trial, Installation installation) {
    if (trial != null) {
      return trial;
    }
    Clock real = Clock.tick(Clock.systemUTC(), MICROSECOND);
    return installation
        .start()
        .map(start ->
            Clock.offset(real, Duration.between(real.instant(), start)).withZone(ZoneOffset.UTC))
        .orElse(real);
  }
}
