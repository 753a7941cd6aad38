package io.reveil.delivery.queue;

import io.reveil.content.TemplateRef;
import io.reveil.delivery.Message;
import io.reveil.delivery.reply.SmtpReply;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The rows of {@code message}. All join the caller's transaction. */
@Singleton
public class Messages {
  private static final String COLUMNS = """
      m.contact_id, m.message_id, m.kind, m.origin_id, m.step, m.wave_id, m.purpose, m.template,
      m.template_version, m.language, m.provider_group, m.attempts, m.window_ends_at
      """;

  private final Database database;

  Messages(Database database) {
    this.database = database;
  }

  /** Stores new messages as QUEUED. */
  void insert(List<Queued> messages, Optional<Long> chunk, Instant now) {
    database.batch("""
        INSERT INTO message (contact_id, message_id, kind, origin_id, step, wave_id, chunk_id, purpose,
               template, template_version, language, provider_group, state, attempts, window_ends_at,
               queued_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', 0, ?, ?)
        """, messages.stream().map(queued -> row(queued, chunk, now)).toList());
  }

  private static Object[] row(Queued queued, Optional<Long> chunk, Instant now) {
    Message message = queued.message();
    return new Object[] {
      message.contact().value(),
      message.id(),
      message.kind(),
      message.originId(),
      message.step(),
      message.waveId(),
      chunk,
      message.purpose().map(Purpose::id),
      message.template().name(),
      message.template().version(),
      message.language().tag(),
      queued.group(),
      message.windowEndsAt(),
      now
    };
  }

  /** The next messages of a chunk beyond this contact that still wait, in contact order. */
  public List<Queued> next(long chunk, long afterContact, int limit) {
    return database.list("SELECT " + COLUMNS + """
          FROM message m
         WHERE m.chunk_id = ?
           AND m.contact_id > ?
           AND m.state = 'QUEUED'
         ORDER BY m.contact_id
         LIMIT ?
        """, Messages::read, chunk, afterContact, limit);
  }

  /** The messages of a chunk in this range of contacts, its end included, that still wait. */
  public List<Queued> between(long chunk, long afterContact, long toContact) {
    return database.list("SELECT " + COLUMNS + """
          FROM message m
         WHERE m.chunk_id = ?
           AND m.contact_id > ?
           AND m.contact_id <= ?
           AND m.state = 'QUEUED'
         ORDER BY m.contact_id
        """, Messages::read, chunk, afterContact, toContact);
  }

  public Optional<Queued> find(ContactId contact, long id) {
    return database.first("SELECT " + COLUMNS + """
          FROM message m
         WHERE m.contact_id = ?
           AND m.message_id = ?
        """, Messages::read, contact.value(), id);
  }

  Optional<Long> find(ContactId contact, long originId, String step) {
    return database.first(
        "SELECT message_id FROM message WHERE contact_id = ? AND origin_id = ? AND step = ?",
        row -> row.getLong("message_id"),
        contact.value(),
        originId,
        step);
  }

  /** The contact, origin and step of those messages of these contacts that are there already. */
  List<Once> existing(Collection<Long> contacts, long originId) {
    List<Object> values = new ArrayList<>(contacts);
    values.add(originId);
    return database.list(
        "SELECT contact_id, origin_id, step FROM message WHERE contact_id IN ("
            + Database.marks(contacts.size())
            + ") AND origin_id = ?",
        row -> new Once(row.getLong("contact_id"), row.getLong("origin_id"), row.getString("step")),
        values.toArray());
  }

  /** What makes a message the same message. */
  record Once(long contact, long originId, String step) {}

  /** Moves open messages to a new state; those that are final already stay. One row count for each, in order. */
  public int[] settle(List<Outcome> outcomes, Instant now) {
    return database.batch(
        """
        UPDATE message
           SET state = ?,
               reason = ?,
               smtp_code = ?,
               diagnostic = ?,
               attempts = attempts + ?,
               settled_at = ?
         WHERE contact_id = ?
           AND message_id = ?
           AND state IN ('QUEUED', 'DEFERRED', 'HELD')
        """, outcomes.stream().map(outcome -> row(outcome, now)).toList());
  }

  private static Object[] row(Outcome outcome, Instant now) {
    boolean offered = switch (outcome.state()) {
      case SENT, DEFERRED, FAILED, UNKNOWN -> true;
      case QUEUED, HELD, DROPPED -> false;
    };
    return new Object[] {
      outcome.state(),
      outcome.reason(),
      outcome.code(),
      outcome.smtp().map(SmtpReply::text),
      offered ? 1 : 0,
      outcome.state().isOpen() ? Optional.empty() : now,
      outcome.of().message().contact().value(),
      outcome.of().message().id()
    };
  }

  private static Queued read(ResultSet row) throws SQLException {
    long wave = row.getLong("wave_id");
    Optional<Long> waveId = row.wasNull() ? Optional.empty() : Optional.of(wave);
    return new Queued(
        new Message(
            new ContactId(row.getLong("contact_id")),
            row.getLong("message_id"),
            row.getString("kind"),
            row.getLong("origin_id"),
            row.getString("step"),
            waveId,
            Columns.optionalText(row, "purpose").map(Purpose::new),
            new TemplateRef(row.getString("template"), row.getInt("template_version")),
            Language.valueOf(row.getString("language").toUpperCase(Locale.ROOT)),
            Columns.optionalInstant(row, "window_ends_at")),
        row.getString("provider_group"),
        row.getInt("attempts"));
  }
}
