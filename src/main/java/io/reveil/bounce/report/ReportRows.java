package io.reveil.bounce.report;

import io.reveil.bounce.reading.Complaint;
import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of {@code inbound_report}. All join the caller's transaction. */
@Singleton
class ReportRows {
  private static final int LONGEST_TEXT = 300;
  private static final int LONGEST_CODE = 20;
  private static final int SWEEP = 1_000;

  private final Database database;

  ReportRows(Database database) {
    this.database = database;
  }

  /** False: it was here before. Of two that take the same report at once, one waits for the other. */
  boolean insert(Report report, Recipient of, Instant now) {
    Told told = told(report.said());
    try {
      return database.update(
              """
              INSERT INTO inbound_report
                     (contact_id, receipt_key, message_id, kind, reply_class, code, diagnostic,
                      provider_group, source, received_at)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              of.contact().id().value(),
              report.key(),
              of.message(),
              report.said().kind(),
              told.replyClass(),
              shortened(told.code(), LONGEST_CODE),
              shortened(told.text(), LONGEST_TEXT),
              of.group(),
              report.source(),
              now)
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  /** What a report says beside its kind. */
  private record Told(
      Optional<ReplyClass> replyClass, Optional<String> code, Optional<String> text) {
    private static final Told NOTHING =
        new Told(Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Told told(Said said) {
    return switch (said) {
      case Said.Failed(ReplyClass replyClass, String code, String text) ->
        new Told(Optional.of(replyClass), Optional.of(code), Optional.of(text));
      case Said.Withheld(String code, String text) ->
        new Told(Optional.of(ReplyClass.BLOCK), Optional.of(code), Optional.of(text));
      case Said.Delayed(String code, String text) ->
        new Told(Optional.empty(), Optional.of(code), Optional.of(text));
      case Said.Complained(Complaint complaint) ->
        new Told(Optional.empty(), Optional.of(complaint.name()), Optional.empty());
      case Said.Unsubscribed _,
          Said.Arrived _,
          Said.Replied _,
          Said.AutoReplied _,
          Said.Unclear _ -> Told.NOTHING;
    };
  }

  private static Optional<String> shortened(Optional<String> text, int longest) {
    return text.map(whole -> whole.substring(0, Math.min(whole.length(), longest)));
  }

  List<Map<String, Object>> of(ContactId contact) {
    return database.list("""
        SELECT message_id, kind, reply_class, code, diagnostic, source, received_at
          FROM inbound_report
         WHERE contact_id = ?
         ORDER BY received_at, receipt_key
        """, ReportRows::plain, contact.value());
  }

  private static Map<String, Object> plain(ResultSet row) throws SQLException {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("message", row.getString("message_id"));
    for (String column : List.of("kind", "reply_class", "code", "diagnostic", "source")) {
      Columns.optionalText(row, column).ifPresent(text -> plain.put(column, text));
    }
    plain.put("received_at", Columns.instant(row, "received_at").toString());
    return plain;
  }

  int erase(ContactId contact) {
    return database.update("DELETE FROM inbound_report WHERE contact_id = ?", contact.value());
  }

  /** True if there may be more. */
  boolean removeBefore(Instant end) {
    List<Object[]> old = database.list(
        """
        SELECT contact_id, receipt_key
          FROM inbound_report
         WHERE received_at < ?
         ORDER BY received_at, contact_id
         LIMIT ?
        """,
        row -> new Object[] {row.getLong("contact_id"), row.getBytes("receipt_key")},
        end,
        SWEEP);
    database.batch("DELETE FROM inbound_report WHERE contact_id = ? AND receipt_key = ?", old);
    return old.size() == SWEEP;
  }
}
