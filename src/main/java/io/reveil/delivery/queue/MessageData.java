package io.reveil.delivery.queue;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mails of one person (GDPR art. 15, 17). */
@Singleton
class MessageData implements PersonalData {
  private final Database database;

  MessageData(Database database) {
    this.database = database;
  }

  @Override
  public String section() {
    return "delivery";
  }

  @Override
  public Object export(Subject subject) {
    return subject
        .contact()
        .map(contact -> database.list("""
            SELECT kind, step, purpose, template, language, state, reason, queued_at, settled_at,
                   stayed_at, clicked_at, unsubscribed_at, bounced_at, bounce_class, complained_at
              FROM message
             WHERE contact_id = ?
             ORDER BY queued_at, message_id
            """, MessageData::read, contact.value()))
        .orElse(List.of());
  }

  private static Map<String, Object> read(ResultSet row) throws SQLException {
    Map<String, Object> message = new LinkedHashMap<>();
    for (String column : List.of(
        "kind", "step", "purpose", "template", "language", "state", "reason", "bounce_class")) {
      Columns.optionalText(row, column).ifPresent(text -> message.put(column, text));
    }
    for (String column : List.of(
        "queued_at",
        "settled_at",
        "stayed_at",
        "clicked_at",
        "unsubscribed_at",
        "bounced_at",
        "complained_at")) {
      Columns.optionalInstant(row, column)
          .ifPresent(instant -> message.put(column, instant.toString()));
    }
    return message;
  }

  /** What waits never leaves: a lane that finds no message sends none. */
  @Override
  public int erase(Subject subject) {
    Optional<Long> contact = subject.contact().map(ContactId::value);
    return contact.isEmpty()
        ? 0
        : database.write(
            () -> database.update("DELETE FROM outbox WHERE contact_id = ?", contact.get())
                + database.update("DELETE FROM pending_mark WHERE contact_id = ?", contact.get())
                + database.update("DELETE FROM message WHERE contact_id = ?", contact.get()));
  }
}
