package io.reveil.activity;

import static io.reveil.job.Database.marks;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of {@code contact_signal}. */
@Singleton
class Signals {
  private static final int LATEST = 200;
  /** H2 compares each row with each member of a list: with a thousand at once a page took ten times as long. */
  private static final int SLICE = 100;

  private final Database database;

  Signals(Database database) {
    this.database = database;
  }

  /** What makes two tellings of an event the same. */
  record Key(ContactId contact, ByteBuffer key) {
    static Key of(ContactEvent event) {
      return new Key(event.contact(), ByteBuffer.wrap(event.key()));
    }
  }

  /** The keys already recorded of these contacts. */
  Set<Key> keys(Collection<ContactId> contacts) {
    Set<Key> found = new HashSet<>();
    database.list(
        "SELECT contact_id, signal_key FROM contact_signal WHERE contact_id IN ("
            + marks(contacts.size())
            + ")",
        row -> found.add(new Key(
            new ContactId(row.getLong("contact_id")), ByteBuffer.wrap(row.getBytes("signal_key")))),
        Traces.values(contacts));
    return found;
  }

  void insert(List<ContactEvent> events, Instant now) {
    List<Object[]> rows = new ArrayList<>();
    for (ContactEvent event : events) {
      rows.add(row(event, now));
    }
    database.batch("""
        INSERT INTO contact_signal
               (contact_id, signal_key, kind, sign_of_life, occurred_at, recorded_at, origin,
                cause_id, amount, quantity)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """, rows);
  }

  private static Object[] row(ContactEvent event, Instant now) {
    Signal signal = event.signal();
    Optional<Long> cause = Optional.empty();
    Optional<?> amount = Optional.empty();
    Optional<?> quantity = Optional.empty();
    switch (signal) {
      case Signal.Stayed stayed -> cause = Optional.of(stayed.messageId());
      case Signal.Confirmed confirmed -> cause = Optional.of(confirmed.requestId());
      case Signal.PreferencesSaved saved -> cause = Optional.of(saved.messageId());
      case Signal.Replied replied -> cause = Optional.of(replied.messageId());
      case Signal.Unsubscribed unsubscribed -> cause = Optional.of(unsubscribed.messageId());
      case Signal.Clicked clicked -> cause = Optional.of(clicked.messageId());
      case Signal.CrmEvent crm -> {
        amount = crm.amount();
        quantity = crm.quantity();
      }
    }
    return new Object[] {
      event.contact().value(),
      event.key(),
      signal.kind(),
      signal.isSignOfLife(),
      event.occurredAt(),
      now,
      event.origin(),
      cause,
      amount,
      quantity
    };
  }

  /** The first sign of life of each contact after its moment. */
  Map<ContactId, String> firstSigns(Map<ContactId, Instant> since) {
    Map<ContactId, String> first = new HashMap<>();
    if (since.isEmpty()) {
      return first;
    }
    List<Object> values = new ArrayList<>(List.of(Traces.values(since.keySet())));
    values.add(since.values().stream().min(Instant::compareTo).orElseThrow());
    database.list(
        """
        SELECT contact_id, kind, occurred_at
          FROM contact_signal
         WHERE contact_id IN (""" + marks(since.size()) + """
            )
              AND sign_of_life = TRUE
              AND occurred_at > ?
            ORDER BY occurred_at, kind
            """,
        row -> {
          ContactId contact = new ContactId(row.getLong("contact_id"));
          Instant from = since.get(contact);
          if (from != null && Columns.instant(row, "occurred_at").isAfter(from)) {
            first.putIfAbsent(contact, row.getString("kind"));
          }
          return contact;
        },
        values.toArray());
    return first;
  }

  /** When somebody gave a sign of life. */
  record Sign(ContactId contact, Instant at) {}

  /** Those since this moment, and the last of each contact before it. */
  List<Sign> signs(Collection<ContactId> contacts, Instant since) {
    List<ContactId> sorted = contacts.stream().sorted().toList();
    List<Sign> signs = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += SLICE) {
      signs.addAll(signsOf(sorted.subList(from, Math.min(sorted.size(), from + SLICE)), since));
    }
    return signs;
  }

  private List<Sign> signsOf(List<ContactId> sorted, Instant since) {
    List<Object> values = new ArrayList<>();
    values.add(sorted.getFirst().value());
    values.add(sorted.getLast().value());
    values.addAll(List.of(Traces.values(sorted)));
    values.add(since);
    List<Sign> signs = new ArrayList<>(
        database.list("""
            SELECT contact_id, occurred_at
              FROM contact_signal
             WHERE contact_id BETWEEN ? AND ?
               AND contact_id IN (%s)
               AND sign_of_life = TRUE
               AND occurred_at >= ?
            """.formatted(marks(sorted.size())), Signals::sign, values.toArray()));
    signs.addAll(
        database.list("""
            SELECT contact_id, MAX(occurred_at) AS occurred_at
              FROM contact_signal
             WHERE contact_id BETWEEN ? AND ?
               AND contact_id IN (%s)
               AND sign_of_life = TRUE
               AND occurred_at < ?
             GROUP BY contact_id
            """.formatted(marks(sorted.size())), Signals::sign, values.toArray()));
    return signs;
  }

  private static Sign sign(ResultSet row) throws SQLException {
    return new Sign(new ContactId(row.getLong("contact_id")), Columns.instant(row, "occurred_at"));
  }

  List<ContactEvent> latest(ContactId contact) {
    return database.list(SELECT + " LIMIT " + LATEST, Signals::event, contact.value());
  }

  private static final String SELECT = """
      SELECT contact_id, signal_key, kind, sign_of_life, occurred_at, origin, cause_id, amount, quantity
        FROM contact_signal
       WHERE contact_id = ?
       ORDER BY occurred_at DESC, signal_key""";

  private static ContactEvent event(ResultSet row) throws SQLException {
    String kind = row.getString("kind");
    Signal signal = switch (kind) {
      case "STAYED" -> new Signal.Stayed(row.getLong("cause_id"));
      case "CONFIRMED" -> new Signal.Confirmed(row.getLong("cause_id"));
      case "PREFERENCES" -> new Signal.PreferencesSaved(row.getLong("cause_id"));
      case "REPLIED" -> new Signal.Replied(row.getLong("cause_id"));
      case "UNSUBSCRIBED" -> new Signal.Unsubscribed(row.getLong("cause_id"));
      case "CLICKED" -> new Signal.Clicked(row.getLong("cause_id"), row.getBoolean("sign_of_life"));
      default ->
        new Signal.CrmEvent(
            kind,
            Optional.ofNullable(row.getBigDecimal("amount")),
            Optional.ofNullable(row.getObject("quantity", Integer.class)));
    };
    return new ContactEvent(
        new ContactId(row.getLong("contact_id")),
        signal,
        Columns.instant(row, "occurred_at"),
        row.getBytes("signal_key"),
        row.getString("origin"));
  }

  /** When the last sign of life was, and of which kind; empty if there is none. */
  Optional<Last> lastSign(ContactId contact) {
    return database.first(
        """
        SELECT contact_id, occurred_at, kind
          FROM contact_signal
         WHERE contact_id = ?
           AND sign_of_life = TRUE
         ORDER BY occurred_at DESC, signal_key
         LIMIT 1
        """,
        row -> new Last(Columns.instant(row, "occurred_at"), row.getString("kind")),
        contact.value());
  }

  /** A sign of life by its kind. */
  record Last(Instant at, String kind) {}

  /** Deletes a signal and says when it was; empty if it is not there. */
  Optional<Instant> take(ContactId contact, byte[] key) {
    Optional<Instant> at = database.first(
        "SELECT occurred_at FROM contact_signal WHERE contact_id = ? AND signal_key = ?",
        row -> Columns.instant(row, "occurred_at"),
        contact.value(),
        key);
    database.update(
        "DELETE FROM contact_signal WHERE contact_id = ? AND signal_key = ?", contact.value(), key);
    return at;
  }

  int erase(ContactId contact) {
    return database.update("DELETE FROM contact_signal WHERE contact_id = ?", contact.value());
  }
}
