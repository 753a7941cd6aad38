package io.reveil.activity;

import static io.reveil.job.Database.marks;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of {@code activity} and {@code last_event}. */
@Singleton
class Traces {
  private static final String INSERT = """
      INSERT INTO activity (contact_id, silent_since, has_crm_event, exposures)
      VALUES (?, ?, FALSE, 0)
      """;

  private final Database database;

  Traces(Database database) {
    this.database = database;
  }

  /** Adds the rows that are missing. Who is faster wins; the other's row stays as it is. */
  void open(Map<ContactId, LocalDate> knownSince) {
    Map<ContactId, LocalDate> missing = new TreeMap<>(knownSince);
    missing.keySet().removeAll(list(knownSince.keySet()).keySet());
    missing.forEach(this::insert);
  }

  private void insert(ContactId contact, LocalDate knownSince) {
    try {
      database.update(INSERT, contact.value(), knownSince);
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  /** Locks the rows until the end of the transaction: recorders of one contact come one after the other. */
  void lock(Collection<ContactId> contacts) {
    database.update(
        "UPDATE activity SET exposures = exposures WHERE contact_id IN (" + marks(contacts.size())
            + ")",
        values(contacts));
  }

  Map<ContactId, Trace> list(Collection<ContactId> contacts) {
    Map<ContactId, Trace> found = new HashMap<>();
    if (contacts.isEmpty()) {
      return found;
    }
    database.list(
        """
        SELECT contact_id, silent_since, last_sign_on, last_sign_at, last_sign_kind, has_crm_event, exposures
          FROM activity
         WHERE contact_id IN (""" + marks(contacts.size()) + ")",
        row -> found.put(new ContactId(row.getLong("contact_id")), trace(row)),
        values(contacts));
    return found;
  }

  private static Trace trace(ResultSet row) throws SQLException {
    Optional<Trace.Sign> sign = row.getString("last_sign_kind") == null
        ? Optional.empty()
        : Optional.of(new Trace.Sign(
            Columns.instant(row, "last_sign_at"),
            Columns.date(row, "last_sign_on"),
            row.getString("last_sign_kind")));
    return new Trace(
        Columns.date(row, "silent_since"),
        sign,
        row.getBoolean("has_crm_event"),
        row.getInt("exposures"));
  }

  /** Writes traces of rows that are locked. */
  void change(Map<ContactId, Trace> traces) {
    List<Object[]> rows = new ArrayList<>();
    traces.forEach((contact, trace) -> rows.add(new Object[] {
      trace.silentSince(),
      trace.lastSign().map(Trace.Sign::on),
      trace.lastSign().map(Trace.Sign::at),
      trace.lastSign().map(Trace.Sign::kind),
      trace.hasCrmEvent(),
      trace.exposures(),
      contact.value()
    }));
    database.batch("""
        UPDATE activity
           SET silent_since = ?,
               last_sign_on = ?,
               last_sign_at = ?,
               last_sign_kind = ?,
               has_crm_event = ?,
               exposures = ?
         WHERE contact_id = ?
        """, rows);
  }

  /** Notes the days of events of contacts whose rows are locked; an earlier day than the noted one changes nothing. */
  void noteEvents(Map<Event, LocalDate> days) {
    Map<Event, LocalDate> known = lastEvents(days.keySet());
    List<Object[]> fresh = new ArrayList<>();
    List<Object[]> later = new ArrayList<>();
    days.forEach((event, on) -> {
      LocalDate before = known.get(event);
      if (before == null) {
        fresh.add(new Object[] {on, event.contact().value(), event.kind()});
      } else if (on.isAfter(before)) {
        later.add(new Object[] {on, event.contact().value(), event.kind()});
      }
    });
    database.batch("INSERT INTO last_event (last_on, contact_id, kind) VALUES (?, ?, ?)", fresh);
    database.batch("UPDATE last_event SET last_on = ? WHERE contact_id = ? AND kind = ?", later);
  }

  /** A kind of event of one contact. */
  record Event(ContactId contact, String kind) {}

  private Map<Event, LocalDate> lastEvents(Collection<Event> events) {
    Map<Event, LocalDate> found = new HashMap<>();
    if (events.isEmpty()) {
      return found;
    }
    List<ContactId> contacts = events.stream().map(Event::contact).distinct().toList();
    database.list(
        "SELECT contact_id, kind, last_on FROM last_event WHERE contact_id IN ("
            + marks(contacts.size())
            + ")",
        row -> found.put(
            new Event(new ContactId(row.getLong("contact_id")), row.getString("kind")),
            Columns.date(row, "last_on")),
        values(contacts));
    return found;
  }

  static Object[] values(Collection<ContactId> contacts) {
    return contacts.stream().map(ContactId::value).toArray();
  }
}
