package io.reveil.testing;

import io.micronaut.context.annotation.Primary;
import io.reveil.kernel.TrialClock;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time that the test moves: it stands still at 21 November 2026, 13:00 in Paris, until told. It wins over the demo's clock. */
@Singleton
@Primary
public final class TestClock extends TrialClock {
  public static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private volatile Instant now = START;

  public void tick(Duration time) {
    now = now.plus(time);
  }

  public void tick(Period time) {
    now = now.atZone(ZoneOffset.UTC).plus(time).toInstant();
  }

  public void set(Instant moment) {
    now = moment;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
