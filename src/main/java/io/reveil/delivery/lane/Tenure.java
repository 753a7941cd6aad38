package io.reveil.delivery.lane;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.job.Leases;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Under which name this process holds what it claims, and for how long. */
@Singleton
class Tenure {
  private final String owner;
  private final Duration lease;
  private final Clock machine;

  Tenure(Leases leases, DeliveryConfig config, @Named("machine") Clock machine) {
    this.owner = leases.owner();
    this.lease = config.lease();
    this.machine = machine;
  }

  String owner() {
    return owner;
  }

  Instant now() {
    return machine.instant();
  }

  /** Until when a claim of this moment holds. */
  Instant until() {
    return now().plus(lease);
  }

  /** How often a claim is renewed: two beats may be missed before it is unsafe. */
  Duration beat() {
    return lease.dividedBy(6);
  }

  /** Whether half of a claim is left: who goes on without it is taken for dead in the middle of a mail. */
  boolean isSafe(Instant until) {
    return now().isBefore(until.minus(lease.dividedBy(2)));
  }
}
