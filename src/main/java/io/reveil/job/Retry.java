package io.reveil.job;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the failures that a repetition mends from those it does not. */
final class Retry {
  private static final int TRIES = 3;
  private static final long LONGEST_ASIDE_NANOS = 30_000_000;
  /** Deadlock and lock time-out: MariaDB and MySQL 1213, 1205; H2 40001, 50200 (also when COMMIT throws them). */
  private static final Set<Integer> LOST = Set.of(1213, 1205, 40001, 50200);

  private static final Set<Integer> DUPLICATE = Set.of(1062, 23505);

  /** MariaDB and MySQL: the connection or its statement was killed, as when the server stops; H2: it is closed. */
  private static final Set<Integer> AWAY = Set.of(1053, 1317, 1927, 90067, 90098, 90121);

  /** What HikariCP says of a connection that it took away since it broke: often over the failure that broke it. */
  private static final String CLOSED_BY_POOL = "Connection is closed";

  private Retry() {}

  static <T> T whole(Supplier<T> transaction) {
    for (int attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException e) {
        if (attempt == TRIES || !isLost(e)) {
          throw e;
        }
        stepAside(attempt);
      }
    }
  }

  /** For a random moment of some milliseconds: at once, both would meet again at the same rows. */
  private static void stepAside(int attempt) {
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(attempt * LONGEST_ASIDE_NANOS));
  }

  private static boolean isLost(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Raced) {
        return true;
      }
      if (cause instanceof SQLException sql
          && (LOST.contains(sql.getErrorCode()) || "40001".equals(sql.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  static boolean isAway(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && isAway(sql)) {
        return true;
      }
    }
    return false;
  }

  /** SQL state class 08 is a connection that is gone. What the pool says for itself has no state. */
  private static boolean isAway(SQLException failure) {
    return failure instanceof SQLTransientConnectionException
        || String.valueOf(failure.getSQLState()).startsWith("08")
        || AWAY.contains(failure.getErrorCode())
        || (failure.getSQLState() == null && CLOSED_BY_POOL.equals(failure.getMessage()));
  }

  static boolean isDuplicate(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && DUPLICATE.contains(sql.getErrorCode())) {
        return true;
      }
    }
    return false;
  }
}
