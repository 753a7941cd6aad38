package io.reveil.delivery.queue;

import io.reveil.delivery.MessageState;
import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mails of one person, sent or not, and why (promise 4). */
@Singleton
public final class MailHistory {
  private final Database database;

  MailHistory(Database database) {
    this.database = database;
  }

  /**
   * One mail.
   *
   * @param originId the campaign, or what asked for a single mail
   * @param stage of the campaign, if a wave sends it
   * @param reason why it is in this state: a code of {@code NoMail} or {@code ReplyClass}, or a hold's own
   * @param dueAt when it is tried again, if it waits in the outbox
   * @param returned that it came back after the relay had taken it, and why
   * @param complainedAt when its reader called it spam
   */
  public record Mail(
      String kind,
      long originId,
      Optional<String> stage,
      MessageState state,
      Optional<String> reason,
      Instant queuedAt,
      Optional<Instant> settledAt,
      Optional<Instant> dueAt,
      Optional<Returned> returned,
      Optional<Instant> complainedAt) {}

  /** What a report said of a mail later. */
  public record Returned(Instant at, ReplyClass why) {}

  /** The last ones, latest first. */
  public List<Mail> latest(ContactId contact, int limit) {
    return database.list("""
        SELECT m.kind, m.origin_id, m.step, m.wave_id, m.state, m.reason, m.queued_at, m.settled_at,
               m.bounced_at, m.bounce_class, m.complained_at, o.due_at
          FROM message m
          LEFT JOIN outbox o ON o.contact_id = m.contact_id AND o.message_id = m.message_id
         WHERE m.contact_id = ?
         ORDER BY m.queued_at DESC, m.message_id DESC
         LIMIT ?
        """, MailHistory::read, contact.value(), limit);
  }

  private static Mail read(ResultSet row) throws SQLException {
    return new Mail(
        row.getString("kind"),
        row.getLong("origin_id"),
        Columns.optionalText(row, "wave_id").isPresent()
            ? Optional.of(row.getString("step"))
            : Optional.empty(),
        Columns.constant(row, "state", MessageState.class),
        Columns.optionalText(row, "reason"),
        Columns.instant(row, "queued_at"),
        Columns.optionalInstant(row, "settled_at"),
        Columns.optionalInstant(row, "due_at"),
        returned(row),
        Columns.optionalInstant(row, "complained_at"));
  }

  private static Optional<Returned> returned(ResultSet row) throws SQLException {
    Optional<ReplyClass> why = Columns.optionalConstant(row, "bounce_class", ReplyClass.class);
    return Columns.optionalInstant(row, "bounced_at")
        .flatMap(at -> why.map(known -> new Returned(at, known)));
  }
}
