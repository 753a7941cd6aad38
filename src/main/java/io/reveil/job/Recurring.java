package io.reveil.job;

import java.time.Duration;

/**
 * Work that comes round. One round is short, may be interrupted anywhere and repeated; each node runs it, so a round
 * claims what it works on. Tests call {@link #round} themselves.
 */
public interface Recurring {
  /** For logs and metrics: {@code outbox}. */
  String name();

  /** The pause after a round that found nothing to do. */
  Duration pause();

  /** Does what is due, a bounded part of it. True if there may be more at once. */
  boolean round();
}
