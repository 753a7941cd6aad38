package io.reveil.demo.world;

import io.reveil.kernel.TrialClock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Business time of the demo's server: it runs, and the story moves it. Reaches the server in the demo's jar only. */
@Singleton
final class DemoClock extends TrialClock {
  /** Where the child's clock starts; a child that was killed starts again where the story stands. */
  static final String VARIABLE = "DEMO_CLOCK";

  private final Clock machine = Clock.systemUTC();
  private volatile Duration ahead;

  DemoClock() {
    String start = System.getenv(VARIABLE);
    ahead =
        start == null ? Duration.ZERO : Duration.between(machine.instant(), Instant.parse(start));
  }

  void move(Instant now) {
    ahead = Duration.between(machine.instant(), now);
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead).truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.offset(machine.withZone(zone), ahead);
  }
}
