package io.reveil.delivery.queue;

import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of {@code chunk}: what a lane claims, how far it meant to go and how far it got. */
@Singleton
public class Chunks {
  private static final int CANDIDATES = 20;

  private final Database database;

  Chunks(Database database) {
    this.database = database;
  }

  /**
   * A chunk as its holder knows it. Whoever changes it must name the version: a lane that lost its lease cannot.
   *
   * @param settledTo the last contact whose message has its outcome
   * @param intentTo the last contact whose message may have left
   */
  public record Chunk(
      long id, long wave, String group, long settledTo, long intentTo, int version) {
    Chunk moved(long settled, long intent) {
      return new Chunk(id, wave, group, settled, intent, version + 1);
    }
  }

  void insert(long id, long wave, String group, int size) {
    database.update("""
        INSERT INTO chunk (chunk_id, wave_id, provider_group, state, size, settled_to, intent_to, version)
        VALUES (?, ?, ?, 'OPEN', ?, 0, 0, 1)
        """, id, wave, group, size);
  }

  /** The provider groups in which something may be claimed. */
  public List<String> groups(Instant now) {
    return database.list("""
        SELECT DISTINCT c.provider_group
          FROM chunk c
          LEFT JOIN wave_switch s ON s.wave_id = c.wave_id
         WHERE c.state = 'OPEN'
           AND (c.owner IS NULL OR c.lease_until < ?)
           AND (s.setting IS NULL OR s.setting = 'STOPPED')
        """, row -> row.getString("provider_group"), now);
  }

  /** Some chunks of a group that nobody holds and whose wave is not paused. */
  public List<Chunk> claimable(String group, Instant now) {
    return database.list("""
        SELECT c.chunk_id, c.wave_id, c.provider_group, c.settled_to, c.intent_to, c.version
          FROM chunk c
          LEFT JOIN wave_switch s ON s.wave_id = c.wave_id
         WHERE c.state = 'OPEN'
           AND c.provider_group = ?
           AND (c.owner IS NULL OR c.lease_until < ?)
           AND (s.setting IS NULL OR s.setting = 'STOPPED')
         ORDER BY c.wave_id, c.chunk_id
         LIMIT ?
        """, Chunks::read, group, now, CANDIDATES);
  }

  /** Some chunks of a wave that nobody holds. */
  public List<Chunk> unheld(long wave, Instant now) {
    return database.list("""
        SELECT c.chunk_id, c.wave_id, c.provider_group, c.settled_to, c.intent_to, c.version
          FROM chunk c
         WHERE c.state = 'OPEN'
           AND c.wave_id = ?
           AND (c.owner IS NULL OR c.lease_until < ?)
         ORDER BY c.chunk_id
         LIMIT ?
        """, Chunks::read, wave, now, CANDIDATES);
  }

  /** Says that its holder lives. False: somebody else holds it now. */
  public boolean renew(Chunk chunk, Instant until) {
    return database.update("""
            UPDATE chunk
               SET lease_until = ?
             WHERE chunk_id = ?
               AND version = ?
               AND state = 'OPEN'
            """, until, chunk.id(), chunk.version()) == 1;
  }

  /** Takes or moves a chunk. Empty: somebody else was faster, or holds it now. */
  public Optional<Chunk> move(
      Chunk chunk, long settledTo, long intentTo, String owner, Instant until) {
    int moved =
        database.update("""
        UPDATE chunk
           SET owner = ?,
               lease_until = ?,
               settled_to = ?,
               intent_to = ?,
               version = version + 1
         WHERE chunk_id = ?
           AND version = ?
           AND state = 'OPEN'
        """, owner, until, settledTo, intentTo, chunk.id(), chunk.version());
    return moved == 1 ? Optional.of(chunk.moved(settledTo, intentTo)) : Optional.empty();
  }

  /** Gives a chunk back: for others while anything waits in it, or for good. False: it was lost before. */
  public boolean release(Chunk chunk, long settledTo, boolean done) {
    return database.update(
            """
            UPDATE chunk
               SET owner = NULL,
                   lease_until = NULL,
                   state = ?,
                   settled_to = ?,
                   intent_to = ?,
                   version = version + 1
             WHERE chunk_id = ?
               AND version = ?
               AND state = 'OPEN'
            """, done ? "DONE" : "OPEN", settledTo, settledTo, chunk.id(), chunk.version())
        == 1;
  }

  boolean isAnyOpen(long wave) {
    return database
        .first(
            "SELECT chunk_id FROM chunk WHERE state = 'OPEN' AND wave_id = ? LIMIT 1",
            row -> row.getLong("chunk_id"),
            wave)
        .isPresent();
  }

  private static Chunk read(ResultSet row) throws SQLException {
    return new Chunk(
        row.getLong("chunk_id"),
        row.getLong("wave_id"),
        row.getString("provider_group"),
        row.getLong("settled_to"),
        row.getLong("intent_to"),
        row.getInt("version"));
  }
}
