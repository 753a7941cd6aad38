package io.reveil.consent.rebuild;

import io.reveil.consent.Slices;
import io.reveil.consent.history.Broken;
import io.reveil.consent.history.FoldKey;
import io.reveil.consent.history.FoldRow;
import io.reveil.consent.history.HistoryCheck;
import io.reveil.consent.history.LedgerPages;
import io.reveil.consent.seal.SealBlocks;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** The fold as it is stored, and as the ledger has it. What is stored changes by compare-and-set only. */
@Singleton
class FoldRows {
  private final Database database;
  private final SealBlocks blocks;
  private final LedgerPages pages;
  private final HistoryCheck histories;

  FoldRows(Database database, SealBlocks blocks, LedgerPages pages, HistoryCheck histories) {
    this.database = database;
    this.blocks = blocks;
    this.pages = pages;
    this.histories = histories;
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
                """.formatted(Database.marks(ids.size())), FoldRow::read, ids.toArray())
            .forEach(row -> stored.put(row.key(), row)));
    return stored;
  }

  /** From the events alone, whole histories at a time; refused at the first event that is not as Réveil wrote it. */
  Map<FoldKey, FoldRow> folded(Collection<Long> contacts) {
    OptionalInt marked = blocks.firstMarked();
    LedgerPages.Page page = pages.of(contacts);
    Map<FoldKey, FoldRow> folded = new HashMap<>();
    histories.check(page, marked, (_, _) -> {}, (history, faults) -> {
      if (!faults.isEmpty()) {
        throw new Broken(faults.getFirst());
      }
      folded.putAll(history.folded());
    });
    return folded;
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
}
