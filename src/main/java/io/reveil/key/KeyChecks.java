package io.reveil.key;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
    known(kind).forEach(key -> values.put(key.id(), key.check()));
    return values;
  }

  /** What the database knows of a key. */
  record Known(int id, byte[] check, Instant createdAt, Optional<Instant> revokedAt) {}

  static Set<Integer> revoked(List<Known> known) {
    return known.stream()
        .filter(key -> key.revokedAt().isPresent())
        .map(Known::id)
        .collect(Collectors.toSet());
  }

  List<Known> known(String kind) {
    return database.list(
        """
        SELECT key_id, check_value, created_at, revoked_at
          FROM key_check
         WHERE kind = ?
         ORDER BY key_id
        """,
        row -> new Known(
            row.getInt("key_id"),
            row.getBytes("check_value"),
            Columns.instant(row, "created_at"),
            Columns.optionalInstant(row, "revoked_at")),
        kind);
  }

  /** A repetition changes nothing. */
  void revoke(String kind, int id, Instant now) {
    database.update("""
        UPDATE key_check
           SET revoked_at = ?
         WHERE kind = ?
           AND key_id = ?
           AND revoked_at IS NULL
        """, now, kind, id);
  }

  /** The newest key of a kind; 0 if there is none. */
  int newest(String kind) {
    return database
        .first(
            "SELECT MAX(key_id) AS newest FROM key_check WHERE kind = ?",
            row -> row.getInt("newest"),
            kind)
        .orElse(0);
  }

  /** False: somebody was faster, and nothing was changed. */
  boolean add(String kind, int id, byte[] key, Instant now) {
    try {
      return database.update(
              "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES (?, ?, ?, ?)",
              kind,
              id,
              valueOf(key),
              now)
          == 1;
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
      return false;
    }
  }
}
