package io.reveil.key;

import io.reveil.job.Database;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * After a rotation brings the digests of one table under the newest pepper, a slice a transaction ({@code
 * decisions/0004-peppers.md}). Extended by the package that owns the table.
 *
 * @param <R> a row
 */
public abstract class Nesting<R> implements Recurring, Peppered {
  public static final int SLICE = 500;
  private static final Duration TURN = Duration.ofMinutes(1);

  private final Database database;
  private final Leases leases;

  protected Nesting(Database database, Leases leases) {
    this.database = database;
    this.leases = leases;
  }

  @Override
  public final Duration pause() {
    return Duration.ofSeconds(5);
  }

  /** A statement that counts the rows of each {@code pepper_id}, in this order. */
  protected abstract String counting();

  /** Rows under older peppers, the oldest first, a slice of them. */
  protected abstract List<R> older();

  /** Brings these under the newest pepper; what changed or moved since it was read may stay for the next round. */
  protected abstract void raise(List<R> old);

  @Override
  public final Map<Integer, Long> rows() {
    Map<Integer, Long> rows = new HashMap<>();
    database
        .list(counting(), row -> Map.entry(row.getInt(1), row.getLong(2)))
        .forEach(count -> rows.put(count.getKey(), count.getValue()));
    return rows;
  }

  /** One node at a time: two would only wait for each other. */
  @Override
  public final boolean round() {
    List<R> old = older();
    if (old.isEmpty() || !leases.claim(name(), TURN)) {
      return false;
    }
    database.write(() -> raise(old));
    return old.size() == SLICE;
  }
}
