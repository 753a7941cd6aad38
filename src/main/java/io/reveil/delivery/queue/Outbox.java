package io.reveil.delivery.queue;

import io.reveil.delivery.Message;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code outbox}: single mails, and whatever is DEFERRED or HELD. */
@Singleton
public class Outbox {
  private static final int CANDIDATES = 50;

  private final Database database;

  Outbox(Database database) {
    this.database = database;
  }

  /**
   * A message that waits for its time. Whoever changes it must name the version.
   *
   * @param meant when somebody meant to send it and did not come back to say what came of it
   */
  public record Waiting(
      ContactId contact, long message, String group, Optional<Instant> meant, int version) {}

  public void insert(Message message, String group, Instant due) {
    database.update("""
        INSERT INTO outbox (contact_id, message_id, wave_id, provider_group, due_at, version)
        VALUES (?, ?, ?, ?, ?, 1)
        """, message.contact().value(), message.id(), message.waveId(), group, due);
  }

  /**
   * Some that are due and that nobody holds: mails that somebody waits for before those of waves.
   *
   * @param without provider groups that may have none just now
   */
  public List<Waiting> due(Instant now, Instant machineNow, Set<String> without) {
    List<Object> values = new ArrayList<>(List.of(now, machineNow, ""));
    values.addAll(without);
    values.add(CANDIDATES);
    String groups = Database.marks(without.size() + 1);
    List<Waiting> due =
        new ArrayList<>(database.list("""
        SELECT o.contact_id, o.message_id, o.provider_group, o.intent_at, o.version
          FROM outbox o
         WHERE o.wave_id IS NULL
           AND o.due_at <= ?
           AND (o.owner IS NULL OR o.lease_until < ?)
           AND o.provider_group NOT IN (%s)
         ORDER BY o.due_at
         LIMIT ?
        """.formatted(groups), Outbox::read, values.toArray()));
    if (due.size() < CANDIDATES) {
      due.addAll(database.list("""
          SELECT o.contact_id, o.message_id, o.provider_group, o.intent_at, o.version
            FROM outbox o
            LEFT JOIN wave_switch s ON s.wave_id = o.wave_id
           WHERE o.wave_id IS NOT NULL
             AND o.due_at <= ?
             AND (o.owner IS NULL OR o.lease_until < ?)
             AND o.provider_group NOT IN (%s)
             AND (s.setting IS NULL OR s.setting = 'STOPPED')
           ORDER BY o.due_at
           LIMIT ?
          """.formatted(groups), Outbox::read, values.toArray()));
    }
    return due;
  }

  /** Some of a wave's that nobody holds. */
  List<Waiting> unheld(long wave, Instant machineNow, int limit) {
    return database.list("""
        SELECT o.contact_id, o.message_id, o.provider_group, o.intent_at, o.version
          FROM outbox o
         WHERE o.wave_id = ?
           AND (o.owner IS NULL OR o.lease_until < ?)
         ORDER BY o.contact_id, o.message_id
         LIMIT ?
        """, Outbox::read, wave, machineNow, limit);
  }

  /** Takes one, and notes that it may leave. Empty: somebody was faster. */
  public Optional<Waiting> claim(Waiting waiting, String owner, Instant until, Instant now) {
    int claimed = database.update(
        """
        UPDATE outbox
           SET owner = ?,
               lease_until = ?,
               intent_at = ?,
               version = version + 1
         WHERE contact_id = ?
           AND message_id = ?
           AND version = ?
        """, owner, until, now, waiting.contact().value(), waiting.message(), waiting.version());
    return claimed == 1
        ? Optional.of(new Waiting(
            waiting.contact(),
            waiting.message(),
            waiting.group(),
            Optional.of(now),
            waiting.version() + 1))
        : Optional.empty();
  }

  /** Says that their holder lives. False: somebody else holds one of them now. */
  public boolean renew(Collection<Waiting> held, Instant until) {
    int renewed = 0;
    for (Waiting waiting : held) {
      renewed += database.update(
          """
          UPDATE outbox
             SET lease_until = ?
           WHERE contact_id = ?
             AND message_id = ?
             AND version = ?
          """, until, waiting.contact().value(), waiting.message(), waiting.version());
    }
    return renewed == held.size();
  }

  /** Gives one back as it was. False: it was lost before. */
  public boolean release(Waiting waiting) {
    return database.update("""
            UPDATE outbox
               SET owner = NULL,
                   lease_until = NULL,
                   intent_at = NULL,
                   version = version + 1
             WHERE contact_id = ?
               AND message_id = ?
               AND version = ?
            """, waiting.contact().value(), waiting.message(), waiting.version())
        == 1;
  }

  /** Gives one back until later. False: it was lost before. */
  public boolean postpone(Waiting waiting, Instant due) {
    return database.update(
            """
            UPDATE outbox
               SET owner = NULL,
                   lease_until = NULL,
                   intent_at = NULL,
                   due_at = ?,
                   version = version + 1
             WHERE contact_id = ?
               AND message_id = ?
               AND version = ?
            """, due, waiting.contact().value(), waiting.message(), waiting.version())
        == 1;
  }

  /** Takes one out for good. False: it was lost before. */
  public boolean remove(Waiting waiting) {
    return database.update(
            "DELETE FROM outbox WHERE contact_id = ? AND message_id = ? AND version = ?",
            waiting.contact().value(),
            waiting.message(),
            waiting.version())
        == 1;
  }

  private static Waiting read(ResultSet row) throws SQLException {
    return new Waiting(
        new ContactId(row.getLong("contact_id")),
        row.getLong("message_id"),
        row.getString("provider_group"),
        Columns.optionalInstant(row, "intent_at"),
        row.getInt("version"));
  }
}
