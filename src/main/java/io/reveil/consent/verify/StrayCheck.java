package io.reveil.consent.verify;

import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What no event leads to: rows of the fold and personal values that the ledger has no event of. The gate believes the
 * fold, so that a row alone would let mail out (E1, E8). Each reading is one statement, which sees an act or an erasure
 * whole or not at all: people who act meanwhile cause no fault.
 */
@Singleton
class StrayCheck {
  private static final int STRETCH = 500;

  /**
   * Rows of people who have events at all were compared with them, or two people have one name, which was told; an event
   * that a block still knows was told as gone.
   */
  private static final String CONSENTS = """
        FROM current_consent f
        LEFT JOIN consent_subject s ON s.contact_id = f.contact_id
        LEFT JOIN consent_event e ON e.subject_ref = s.subject_ref
        LEFT JOIN seal_entry l ON l.subject_ref = s.subject_ref AND l.event_id = f.event_id
       WHERE f.contact_id BETWEEN ? AND ?
         AND e.event_id IS NULL
         AND l.event_id IS NULL
      """;

  private static final String LIST_CONSENTS = """
      SELECT f.contact_id, f.channel, f.purpose, f.state
      """ + CONSENTS + """
       ORDER BY f.contact_id, f.channel, f.purpose
       LIMIT ?
      """;

  private static final String COUNT_CONSENTS = """
      SELECT COUNT(*) AS strays
      """ + CONSENTS;

  private static final String VALUES = """
        FROM (SELECT DISTINCT contact_id, event_id
                FROM consent_opening
               WHERE contact_id BETWEEN ? AND ?) o
        LEFT JOIN consent_subject s ON s.contact_id = o.contact_id
        LEFT JOIN consent_event e ON e.subject_ref = s.subject_ref AND e.event_id = o.event_id
        LEFT JOIN seal_entry l ON l.subject_ref = s.subject_ref AND l.event_id = o.event_id
       WHERE e.event_id IS NULL
         AND l.event_id IS NULL
      """;

  private static final String LIST_VALUES = """
      SELECT o.contact_id, o.event_id
      """ + VALUES + """
       ORDER BY o.contact_id, o.event_id
       LIMIT ?
      """;

  private static final String COUNT_VALUES = """
      SELECT COUNT(*) AS strays
      """ + VALUES;

  private final Database database;

  StrayCheck(Database database) {
    this.database = database;
  }

  void run(Tally tally) {
    SortedSet<Long> contacts = contactsAfter(Long.MIN_VALUE);
    while (!contacts.isEmpty()) {
      long first = contacts.first();
      long last = contacts.last();
      tell(consents(first, last), () -> count(COUNT_CONSENTS, first, last), tally);
      tell(values(first, last), () -> count(COUNT_VALUES, first, last), tally);
      contacts = contactsAfter(last);
    }
  }

  /** @param all how many there are, which is asked only where there may be more than were read */
  private static void tell(List<String> faults, LongSupplier all, Tally tally) {
    faults.forEach(tally::add);
    if (faults.size() == Tally.TOLD) {
      tally.untold(all.getAsLong() - faults.size());
    }
  }

  /** The next that have a row of the fold or a value, whether or not the ledger knows them. */
  private SortedSet<Long> contactsAfter(long contact) {
    SortedSet<Long> next =
        new TreeSet<>(database.list("""
        SELECT DISTINCT contact_id
          FROM current_consent
         WHERE contact_id > ?
         ORDER BY contact_id
         LIMIT ?
        """, row -> row.getLong("contact_id"), contact, STRETCH));
    next.addAll(database.list("""
        SELECT DISTINCT contact_id
          FROM consent_opening
         WHERE contact_id > ?
         ORDER BY contact_id
         LIMIT ?
        """, row -> row.getLong("contact_id"), contact, STRETCH));
    while (next.size() > STRETCH) {
      next.removeLast();
    }
    return next;
  }

  private List<String> consents(long first, long last) {
    return database.list(
        LIST_CONSENTS,
        row -> "current_consent says of contact " + row.getLong("contact_id") + ", "
            + row.getString("channel") + " " + row.getString("purpose") + ": "
            + row.getString("state")
            + "; the ledger has no such event of this contact. The row was added, or the contact's row of"
            + " consent_subject changed or deleted, past Réveil.",
        first,
        last,
        Tally.TOLD);
  }

  private List<String> values(long first, long last) {
    return database.list(
        LIST_VALUES,
        row -> "consent_opening has values of event " + row.getLong("event_id") + " of contact "
            + row.getLong("contact_id")
            + "; the ledger has no such event of this contact. They were added past Réveil.",
        first,
        last,
        Tally.TOLD);
  }

  private long count(String question, long first, long last) {
    return database.first(question, row -> row.getLong("strays"), first, last).orElse(0L);
  }
}
