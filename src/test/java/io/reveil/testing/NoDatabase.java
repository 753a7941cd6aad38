package io.reveil.testing;

import io.reveil.job.Database;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/**
 * The connections of a rig, all lent out: until it is closed, the database is away for whoever asks for one. Give the rig
 * a short {@code datasources.default.connection-timeout}.
 */
public final class NoDatabase implements AutoCloseable {
  /** As configured: {@code datasources.default.maximum-pool-size}. */
  private static final int CONNECTIONS = 16;

  private final CountDownLatch end = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(CONNECTIONS);

  private NoDatabase() {}

  public static NoDatabase of(Rig rig) {
    NoDatabase away = new NoDatabase();
    CountDownLatch lent = new CountDownLatch(CONNECTIONS);
    IntStream.range(0, CONNECTIONS)
        .forEach(_ -> Thread.ofVirtual().start(() -> {
          while (!away.borrow(rig, lent)) {
            // The pool was slower than the rig's short time-out: it is asked again.
          }
          away.ended.countDown();
        }));
    await(lent);
    return away;
  }

  /** Whether it had a connection, until the end. */
  private boolean borrow(Rig rig, CountDownLatch lent) {
    try {
      rig.database().write(() -> {
        rig.database().first("SELECT 1", row -> row.getInt(1));
        lent.countDown();
        await(end);
      });
      return true;
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        return false;
      }
      throw e;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    end.countDown();
    await(ended);
  }
}
