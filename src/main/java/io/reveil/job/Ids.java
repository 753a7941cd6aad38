package io.reveil.job;

import io.hypersistence.tsid.TSID;
import jakarta.inject.Singleton;
import java.time.Instant;

/**
 * 64-bit ids made here, in time order, distinct over all nodes by the number each leases from the database. They
 * identify; they never order anything that matters (design section 4).
 */
@Singleton
public final class Ids {
  /** An id begins with the milliseconds of its making. */
  private static final int BITS_BELOW_TIME = 22;

  private final TSID.Factory factory;

  Ids(NodeNumber node) {
    factory = TSID.Factory.builder().withNodeBits(10).withNode(node.value()).build();
  }

  /** When an id was made, by the clock of its node. */
  public static Instant madeAt(long id) {
    return Instant.ofEpochMilli((id >>> BITS_BELOW_TIME) + TSID.TSID_EPOCH);
  }

  /** No id that is made at this moment or later is lower. */
  public static long lowestOf(Instant moment) {
    return (moment.toEpochMilli() - TSID.TSID_EPOCH) << BITS_BELOW_TIME;
  }

  /** A new id; positive. */
  public long next() {
    return factory.generate().toLong();
  }
}
