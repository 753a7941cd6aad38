package io.reveil.job.spool;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;

/**
 * How much this node keeps while the database is away.
 *
 * @param maxBytes the longest that all files of the spool together may be
 */
@ConfigurationProperties("reveil.spool")
record SpoolConfig(long maxBytes) {
  private static final long LEAST = 1 << 20;
  private static final long MOST = 1L << 40;

  SpoolConfig {
    Demands.of("reveil.spool").between("max-bytes", maxBytes, LEAST, MOST).orRefuse();
  }

  /** Signals leave a quarter to what people do. */
  long room(Kind.Rank rank) {
    return switch (rank) {
      case ACT -> maxBytes;
      case SIGNAL -> maxBytes / 4 * 3;
    };
  }
}
