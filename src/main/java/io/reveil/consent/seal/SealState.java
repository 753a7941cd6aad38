package io.reveil.consent.seal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How this node's last round of sealing went, in memory: for who must not ask the database, or lacks one. */
@Singleton
class SealState {
  private final Clock clock;
  private volatile Optional<String> fault = Optional.empty();
  private volatile Optional<Instant> waitingSince = Optional.empty();

  SealState(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    Gauge.builder("reveil.ledger.unsealed.age", this, SealState::secondsWaiting)
        .baseUnit("seconds")
        .description("Age of the oldest event that the last round of sealing left without a block")
        .register(meters);
  }

  void sealed() {
    fault = Optional.empty();
  }

  void stopped(String why) {
    fault = Optional.of(why);
  }

  /** When the oldest event was recorded that the round left without a block. */
  void waiting(Optional<Instant> since) {
    waitingSince = since;
  }

  /** Why no block is closed; empty while all is well. */
  Optional<String> fault() {
    return fault;
  }

  private double secondsWaiting() {
    return waitingSince
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1_000.0)
        .orElse(0.0);
  }
}
