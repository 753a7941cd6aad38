package io.reveil.key;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Random;

/** The nodes that run, and up to which link key each has them all: what one signs, every other must be able to read. */
@Singleton
class KeyHolders {
  /** Nodes say something every few seconds; one that was silent so long has stopped. */
  static final Duration BELIEVED = Duration.ofMinutes(1);

  private final Database database;
  private final Clock machine;
  private final String node = HexFormat.of().toHexDigits(new Random().nextLong());

  KeyHolders(Database database, @Named("machine") Clock machine) {
    this.database = database;
    this.machine = machine;
  }

  /** This node runs, and has all keys up to this one. */
  void report(int key) {
    Instant now = machine.instant();
    database.update("DELETE FROM key_holder WHERE seen_at < ?", now.minus(BELIEVED));
    int known = database.update(
        "UPDATE key_holder SET key_id = ?, seen_at = ? WHERE node = ?", key, now, node);
    if (known == 0) {
      insert(key, now);
    }
  }

  private void insert(int key, Instant now) {
    try {
      database.update(
          "INSERT INTO key_holder (node, key_id, seen_at) VALUES (?, ?, ?)", node, key, now);
    } catch (DatabaseException e) {
      // Another thread of this node has just said it.
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  /** The newest key that all nodes have. */
  int common() {
    return database
        .first(
            "SELECT MIN(key_id) FROM key_holder WHERE seen_at >= ?",
            row -> row.getInt(1),
            machine.instant().minus(BELIEVED))
        .orElse(0);
  }
}
