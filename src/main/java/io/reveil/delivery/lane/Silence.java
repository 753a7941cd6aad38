package io.reveil.delivery.lane;

import io.reveil.job.spool.Spool;
import io.reveil.key.Peppers;
import jakarta.inject.Singleton;

/**
 * Whether this node may send at all. Without a pepper it cannot say who is banned; while its spool holds something, the
 * database cannot say who has left (design section 9; promise 5).
 */
@Singleton
class Silence {
  private final Peppers peppers;
  private final Spool spool;

  Silence(Peppers peppers, Spool spool) {
    this.peppers = peppers;
    this.spool = spool;
  }

  /** Asked before each group and each mail: in memory, and cheap. */
  boolean isKept() {
    return peppers.fault().isPresent() || !spool.isEmpty();
  }
}
