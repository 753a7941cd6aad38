package io.reveil.consent.verify;

import io.reveil.consent.history.Broken;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What no event leads to: rows of the fold and personal values that the ledger has no event of. The gate believes the
 * fold, so that a row alone would let mail out (E1, E8). Each reading is one statement, which sees an act or an erasure
 * whole or not at all: people who act meanwhile cause no fault.
 */
@Singleton
class StrayCheck {
  private static final int STRETCH = 500;

  private final Database database;

  StrayCheck(Database database) {
    this.database = database;
  }

  void run() {
    SortedSet<Long> contacts = contactsAfter(Long.MIN_VALUE);
    while (!contacts.isEmpty()) {
      long first = contacts.first();
      long last = contacts.last();
      consent(first, last).or(() -> value(first, last)).ifPresent(fact -> {
        throw Broken.database(fact);
      });
      contacts = contactsAfter(last);
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

  private Optional<String> consent(long first, long last) {
    return database.first(
        """
        SELECT f.contact_id, f.channel, f.purpose, f.state
          FROM current_consent f
          LEFT JOIN consent_subject s ON s.contact_id = f.contact_id
          LEFT JOIN consent_event e ON e.subject_ref = s.subject_ref AND e.event_id = f.event_id
         WHERE f.contact_id BETWEEN ? AND ?
           AND e.event_id IS NULL
         ORDER BY f.contact_id, f.channel, f.purpose
         LIMIT 1
        """,
        row -> "current_consent says of contact " + row.getLong("contact_id") + ", "
            + row.getString("channel") + " " + row.getString("purpose") + ": "
            + row.getString("state")
            + "; the ledger has no such event of this contact. The row was added, or the contact's row of"
            + " consent_subject changed or deleted, past Réveil.",
        first,
        last);
  }

  private Optional<String> value(long first, long last) {
    return database.first(
        """
        SELECT o.contact_id, o.event_id
          FROM (SELECT DISTINCT contact_id, event_id
                  FROM consent_opening
                 WHERE contact_id BETWEEN ? AND ?) o
          LEFT JOIN consent_subject s ON s.contact_id = o.contact_id
          LEFT JOIN consent_event e ON e.subject_ref = s.subject_ref AND e.event_id = o.event_id
         WHERE e.event_id IS NULL
         ORDER BY o.contact_id, o.event_id
         LIMIT 1
        """,
        row -> "consent_opening has values of event " + row.getLong("event_id") + " of contact "
            + row.getLong("contact_id")
            + "; the ledger has no such event of this contact. They were added past Réveil.",
        first,
        last);
  }
}
