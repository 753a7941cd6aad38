package io.reveil.bounce.report;

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
              replyClass(report.said()),
              shortened(code(report.said()), LONGEST_CODE),
              shortened(text(report.said()), LONGEST_TEXT),
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

  private static Optional<ReplyClass> replyClass(Said said) {
    return switch (said) {
      case Said.Failed failed -> Optional.of(failed.replyClass());
      case Said.Withheld _ -> Optional.of(ReplyClass.BLOCK);
      case Said.Delayed _,
          Said.Complained _,
          Said.Unsubscribed _,
          Said.Arrived _,
          Said.Replied _,
          Said.AutoReplied _,
          Said.Unclear _ -> Optional.empty();
    };
  }

  private static Optional<String> code(Said said) {
    return switch (said) {
      case Said.Failed failed -> Optional.of(failed.code());
      case Said.Withheld withheld -> Optional.of(withheld.code());
      case Said.Delayed delayed -> Optional.of(delayed.code());
      case Said.Complained complained -> Optional.of(complained.complaint().name());
      case Said.Unsubscribed _,
          Said.Arrived _,
          Said.Replied _,
          Said.AutoReplied _,
          Said.Unclear _ -> Optional.empty();
    };
  }

  private static Optional<String> text(Said said) {
    return switch (said) {
      case Said.Failed failed -> Optional.of(failed.text());
      case Said.Withheld withheld -> Optional.of(withheld.text());
      case Said.Delayed delayed -> Optional.of(delayed.text());
      case Said.Complained _,
          Said.Unsubscribed _,
          Said.Arrived _,
          Said.Replied _,
          Said.AutoReplied _,
          Said.Unclear _ -> Optional.empty();
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
