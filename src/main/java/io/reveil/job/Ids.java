package io.reveil.job;

import io.hypersistence.tsid.TSID;
import jakarta.inject.Singleton;

/**
 * 64-bit ids made here, in time order, distinct over all nodes by the number each leases from the database. They
 * identify; they never order anything that matters (design section 4).
 */
@Singleton
public final class Ids {
  private final TSID.Factory factory;

  Ids(NodeNumber node) {
    factory = TSID.Factory.builder().withNodeBits(10).withNode(node.value()).build();
  }

  /** A new id; positive. */
  public long next() {
    return factory.generate().toLong();
  }
}
