package io.reveil.testing;

import io.reveil.job.Database;

/** How many rows a server of MariaDB reads for something, by its own counters of the connection; H2 counts none. */
public final class RowsRead {
  private RowsRead() {}

  /** Without those of asking for the counters. */
  public static long by(Database database, Runnable work) {
    return database.write(() -> {
      long first = reads(database);
      long second = reads(database);
      work.run();
      return reads(database) - second - (second - first);
    });
  }

  private static long reads(Database database) {
    return database
        .list(
            "SELECT variable_value FROM information_schema.session_status"
                + " WHERE variable_name LIKE 'HANDLER_READ%'",
            row -> row.getLong(1))
        .stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
