package io.reveil.key;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What the database knows of the keys: their ids, and a value that only the same key yields. */
@Singleton
class KeyChecks {
  private static final byte[] CHECKED = "reveil/check/v1".getBytes(StandardCharsets.US_ASCII);

  private final Database database;

  KeyChecks(Database database) {
    this.database = database;
  }

  static byte[] valueOf(byte[] key) {
    return Hmac.tag(key, CHECKED);
  }

  Map<Integer, byte[]> list(String kind) {
    Map<Integer, byte[]> values = new TreeMap<>();
    database
        .list(
            "SELECT key_id, check_value FROM key_check WHERE kind = ?",
            row -> Map.entry(row.getInt("key_id"), row.getBytes("check_value")),
            kind)
        .forEach(value -> values.put(value.getKey(), value.getValue()));
    return values;
  }

  /** Whoever is second changes nothing, and finds out by reading. */
  void add(String kind, int id, byte[] key, Instant now) {
    try {
      database.update(
          "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES (?, ?, ?, ?)",
          kind,
          id,
          valueOf(key),
          now);
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }
}
