package io.reveil.consent.rebuild;

import io.reveil.consent.ConsentState;
import io.reveil.consent.Slices;
import io.reveil.consent.ledger.ConsentAct;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The fold as it is stored, and as the ledger has it. What is stored changes by compare-and-set only. */
@Singleton
class FoldRows {
  private final Database database;

  FoldRows(Database database) {
    this.database = database;
  }

  /** The next contacts that the ledger or the fold knows. */
  SortedSet<Long> contactsAfter(long contact, int most) {
    SortedSet<Long> next =
        new TreeSet<>(database.list("""
        SELECT contact_id
          FROM consent_subject
         WHERE contact_id > ?
         ORDER BY contact_id
         LIMIT ?
        """, row -> row.getLong("contact_id"), contact, most));
    next.addAll(database.list("""
        SELECT DISTINCT contact_id
          FROM current_consent
         WHERE contact_id > ?
         ORDER BY contact_id
         LIMIT ?
        """, row -> row.getLong("contact_id"), contact, most));
    while (next.size() > most) {
      next.removeLast();
    }
    return next;
  }

  Map<FoldKey, FoldRow> stored(Collection<Long> contacts) {
    Map<FoldKey, FoldRow> stored = new HashMap<>();
    Slices.of(contacts, Function.identity())
        .forEach(ids -> database
            .list("""
                SELECT contact_id, channel, purpose, state, basis, gap, grade, version, since_at, notice_key,
                       notice_version, event_id
                  FROM current_consent
                 WHERE contact_id IN (%s)
                """.formatted(Database.marks(ids.size())), FoldRows::stored, ids.toArray())
            .forEach(row -> stored.put(row.key(), row)));
    return stored;
  }

  /** From the events alone, whole histories at a time. */
  Map<FoldKey, FoldRow> folded(Collection<Long> contacts) {
    Map<FoldKey, FoldRow> folded = new HashMap<>();
    Map<ByteBuffer, Long> subjects = subjects(contacts);
    Slices.of(subjects.keySet(), Function.identity())
        .forEach(references -> database.list(
            """
            SELECT subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap, grade, occurred_at,
                   notice_key, notice_version
              FROM consent_event
             WHERE subject_ref IN (%s)
               AND act <> 'ERASED'
             ORDER BY subject_ref, channel, purpose, version
            """.formatted(Database.marks(references.size())),
            row -> {
              Long contact = subjects.get(ByteBuffer.wrap(row.getBytes("subject_ref")));
              return contact != null && fold(folded, event(row, contact), settles(row));
            },
            references.stream().map(ByteBuffer::array).toArray()));
    return folded;
  }

  private static boolean fold(Map<FoldKey, FoldRow> rows, FoldRow event, boolean settles) {
    FoldRow before = rows.get(event.key());
    if (settles) {
      rows.put(event.key(), event);
    } else {
      rows.put(event.key(), before == null ? event.withoutNotice() : before.keptBy(event));
    }
    return settles;
  }

  private static boolean settles(ResultSet row) throws SQLException {
    return switch (Columns.constant(row, "act", ConsentAct.class)) {
      case GRANTED, REFUSED, WITHDRAWN, BASIS_SET -> true;
      case REQUESTED, DOI_SENT, RECONFIRMED -> false;
      case EXPIRED -> row.getString("state_after").equals(ConsentState.EXPIRED.name());
    };
  }

  private Map<ByteBuffer, Long> subjects(Collection<Long> contacts) {
    Map<ByteBuffer, Long> subjects = new HashMap<>();
    Slices.of(contacts, Function.identity())
        .forEach(ids -> database.list(
            """
            SELECT contact_id, subject_ref
              FROM consent_subject
             WHERE contact_id IN (%s)
            """.formatted(Database.marks(ids.size())),
            row -> Optional.ofNullable(subjects.put(
                ByteBuffer.wrap(row.getBytes("subject_ref")), row.getLong("contact_id"))),
            ids.toArray()));
    return subjects;
  }

  /** False if the row is no longer the one that was read. */
  boolean replace(FoldRow stored, FoldRow folded) {
    return database.update(
            """
            UPDATE current_consent
               SET state = ?,
                   basis = ?,
                   gap = ?,
                   grade = ?,
                   version = ?,
                   since_at = ?,
                   notice_key = ?,
                   notice_version = ?,
                   event_id = ?
             WHERE contact_id = ?
               AND channel = ?
               AND purpose = ?
               AND version = ?
               AND event_id = ?
            """,
            folded.state(),
            folded.basis(),
            folded.gap(),
            folded.grade(),
            folded.version(),
            folded.since(),
            folded.noticeKey(),
            folded.noticeVersion(),
            folded.event(),
            stored.key().contact(),
            stored.key().channel(),
            stored.key().purpose(),
            stored.version(),
            stored.event())
        == 1;
  }

  /** False if there is a row by now, or if the person was erased meanwhile. */
  boolean insert(FoldRow folded) {
    // Erasing deletes this row: we wait for it, or it for us, and nobody is folded back into being.
    boolean known = database.update(
            "UPDATE consent_subject SET contact_id = contact_id WHERE contact_id = ?",
            folded.key().contact())
        == 1;
    return known && inserted(folded);
  }

  private boolean inserted(FoldRow folded) {
    try {
      return database.update(
              """
              INSERT INTO current_consent (contact_id, channel, purpose, state, basis, gap, grade, version, since_at,
                                           notice_key, notice_version, event_id)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
              folded.key().contact(),
              folded.key().channel(),
              folded.key().purpose(),
              folded.state(),
              folded.basis(),
              folded.gap(),
              folded.grade(),
              folded.version(),
              folded.since(),
              folded.noticeKey(),
              folded.noticeVersion(),
              folded.event())
          == 1;
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
      return false;
    }
  }

  /** False if the row is no longer the one that was read. */
  boolean delete(FoldRow stored) {
    return database.update(
            """
            DELETE FROM current_consent
             WHERE contact_id = ?
               AND channel = ?
               AND purpose = ?
               AND version = ?
               AND event_id = ?
            """,
            stored.key().contact(),
            stored.key().channel(),
            stored.key().purpose(),
            stored.version(),
            stored.event())
        == 1;
  }

  private static FoldRow stored(ResultSet row) throws SQLException {
    return read(row, row.getLong("contact_id"), "state", Columns.instant(row, "since_at"));
  }

  private static FoldRow event(ResultSet row, long contact) throws SQLException {
    return read(row, contact, "state_after", Columns.instant(row, "occurred_at"));
  }

  private static FoldRow read(ResultSet row, long contact, String state, Instant since)
      throws SQLException {
    return new FoldRow(
        new FoldKey(contact, row.getString("channel"), row.getString("purpose")),
        row.getString(state),
        row.getString("basis"),
        Columns.optionalText(row, "gap"),
        Columns.optionalText(row, "grade"),
        row.getInt("version"),
        since,
        Columns.optionalText(row, "notice_key"),
        Columns.optionalText(row, "notice_version").map(Integer::valueOf),
        row.getLong("event_id"));
  }
}
