package io.reveil.job;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** This process' number among all that share the database, held by a lease that a recurring work renews. */
@Singleton
class NodeNumber implements Recurring {
  private static final int NUMBERS = 1024;
  /** Long, so that a node that was asleep cannot wake up to a number that is somebody else's by now. */
  private static final Duration HELD = Duration.ofHours(1);

  private final Leases leases;
  private final int value;

  NodeNumber(Leases leases) {
    this.leases = leases;
    this.value = claim();
  }

  private int claim() {
    int first = ThreadLocalRandom.current().nextInt(NUMBERS);
    for (int i = 0; i < NUMBERS; i++) {
      int candidate = (first + i) % NUMBERS;
      if (leases.claim("node:" + candidate, HELD)) {
        return candidate;
      }
    }
    throw new IllegalStateException("all " + NUMBERS + " node numbers are leased");
  }

  int value() {
    return value;
  }

  @Override
  public String name() {
    return "node-number";
  }

  @Override
  public Duration pause() {
    return HELD.dividedBy(6);
  }

  @Override
  public boolean round() {
    if (!leases.claim("node:" + value, HELD)) {
      throw new IllegalStateException(
          "the lease of node number " + value + " is lost; restart this node");
    }
    return false;
  }
}
