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
  /** Columns, and their names in words a person understands. */
  private static final Map<String, String> TEXTS = named("""
      kind
      step
      purpose
      template
      language
      state
      reason
      bounce_class
      attempts tries
      smtp_code code_of_your_mail_server
      diagnostic your_mail_server_said
      reply_class failure_not_yet_judged
      """);

  private static final Map<String, String> INSTANTS = named("""
      queued_at
      settled_at
      stayed_at
      clicked_at
      unsubscribed_at
      arrived_at
      bounced_at
      complained_at
      due_at waits_until
      window_ends_at never_sent_after
      offered_at failed_at
      """);

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
            SELECT m.message_id, m.kind, m.step, m.purpose, m.template, m.language, m.state, m.reason, m.smtp_code,
                   m.diagnostic, m.attempts, m.window_ends_at, m.queued_at, m.settled_at, m.stayed_at, m.clicked_at,
                   m.unsubscribed_at, m.arrived_at, m.bounced_at, m.bounce_class, m.complained_at, o.due_at,
                   p.reply_class, p.offered_at
              FROM message m
              LEFT JOIN outbox o ON o.contact_id = m.contact_id AND o.message_id = m.message_id
              LEFT JOIN pending_mark p ON p.contact_id = m.contact_id AND p.message_id = m.message_id
             WHERE m.contact_id = ?
             ORDER BY m.queued_at, m.message_id
            """, MessageData::read, contact.value()))
        .orElse(List.of());
  }

  private static Map<String, Object> read(ResultSet row) throws SQLException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("message", row.getString("message_id"));
    for (Map.Entry<String, String> column : TEXTS.entrySet()) {
      Columns.optionalText(row, column.getKey())
          .ifPresent(text -> message.put(column.getValue(), text));
    }
    for (Map.Entry<String, String> column : INSTANTS.entrySet()) {
      Columns.optionalInstant(row, column.getKey())
          .ifPresent(instant -> message.put(column.getValue(), instant.toString()));
    }
    return message;
  }

  private static Map<String, String> named(String lines) {
    Map<String, String> names = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(line -> names.put(line[0], line[line.length - 1]));
    return names;
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
