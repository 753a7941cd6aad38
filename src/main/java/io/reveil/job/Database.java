package io.reveil.job;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Transactions, and the statements that a repository method cannot say: batches, lists of ids, rules of a segment. SQL
 * is constant or built of constants; values are bound, always.
 *
 * <p>A transaction lost to a deadlock, a lock time-out or a faster writer ({@link Raced}) is run again whole, three times in all, so the work must be
 * idempotent and touch nothing but the database (design section 4).
 */
@Singleton
public final class Database {
  /** So long an outage is believed in after a transaction that met it, unless another one gets through. */
  private static final Duration BELIEVED = Duration.ofSeconds(10);

  private final TransactionOperations<Connection> transactions;
  private volatile boolean missed;
  private volatile long missedAt;

  Database(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  /** Reads one row. */
  @FunctionalInterface
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Runs the work in a transaction, or in the caller's if one is under way. */
  public <T> T write(Supplier<T> work) {
    if (transactions.hasConnection() && transactions.findTransactionStatus().isPresent()) {
      return work.get();
    }
    try {
      T done = Retry.whole(() -> transactions.executeWrite(_ -> work.get()));
      missed = false;
      return done;
    } catch (RuntimeException e) {
      if (isAway(e)) {
        missedAt = System.nanoTime();
        missed = true;
      }
      throw e;
    }
  }

  /**
   * Whether there was no database a moment ago: whoever can do without it need not wait as long as the pool does to learn
   * that again. What comes round by itself asks on, and so ends this.
   */
  public boolean isMissed() {
    return missed && System.nanoTime() - missedAt < BELIEVED.toNanos();
  }

  /** What the database says; what can be said without it while it is away, and then, once that is known, at once. */
  public <T> T orWithout(Supplier<T> asked, Supplier<T> without) {
    if (isMissed()) {
      return without.get();
    }
    try {
      return asked.get();
    } catch (RuntimeException e) {
      if (isAway(e)) {
        return without.get();
      }
      throw e;
    }
  }

  /** As {@link #orWithout(Supplier, Supplier)}, without a result. */
  public void orWithout(Runnable asked, Runnable without) {
    orWithout(done(asked), done(without));
  }

  private static Supplier<Boolean> done(Runnable work) {
    return () -> {
      work.run();
      return true;
    };
  }

  /** As {@link #write(Supplier)}, without a result. */
  public void write(Runnable work) {
    write(done(work));
  }

  /** How many rows an INSERT, UPDATE or DELETE touched. */
  public int update(String sql, Object... values) {
    return within(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, values);
        return statement.executeUpdate();
      }
    });
  }

  /**
   * The same statement for many rows, in order; how many rows each touched. Rows to be inserted go to a server in one
   * piece, and how many each made is not told then.
   */
  public int[] batch(String sql, Collection<Object[]> rows) {
    if (rows.isEmpty()) {
      return new int[0];
    }
    return within(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (Object[] row : rows) {
          bind(statement, row);
          statement.addBatch();
        }
        return statement.executeBatch();
      }
    });
  }

  /** All rows. Page by key: what comes back is held in memory. */
  public <T> List<T> list(String sql, Row<T> row, Object... values) {
    return within(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        bind(statement, values);
        try (ResultSet rows = statement.executeQuery()) {
          List<T> found = new ArrayList<>();
          while (rows.next()) {
            found.add(row.read(rows));
          }
          return found;
        }
      }
    });
  }

  /** The first row, if any. */
  public <T> Optional<T> first(String sql, Row<T> row, Object... values) {
    return list(sql, row, values).stream().findFirst();
  }

  /** The placeholders of an IN list: {@code ?,?,?}. */
  public static String marks(int count) {
    return String.join(",", Collections.nCopies(count, "?"));
  }

  /**
   * Whether this failed for lack of a database rather than by its refusal. At a commit it means that nobody knows: what
   * was asked for may have been done (design section 4).
   */
  public static boolean isAway(Throwable failure) {
    return Retry.isAway(failure);
  }

  private interface Statement<T> {
    T run(Connection connection) throws SQLException;
  }

  private <T> T within(Statement<T> statement) {
    return write(() -> {
      try {
        return statement.run(transactions.getConnection());
      } catch (SQLException e) {
        throw new DatabaseException(e);
      }
    });
  }

  private static void bind(PreparedStatement statement, Object[] values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Columns.bind(statement, i + 1, values[i]);
    }
  }
}
