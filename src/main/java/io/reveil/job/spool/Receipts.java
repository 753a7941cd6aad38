package io.reveil.job.spool;

import io.reveil.job.Database;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The records that the database has, written with what they ask for; they outlive their file by a moment. */
@Singleton
class Receipts {
  /** Only a crash between the end of a file and theirs leaves any; longer than a server stands still. */
  private static final Duration ORPHANS_LAST = Duration.ofDays(90);

  private final Database database;
  private final Clock machine;

  Receipts(Database database, @Named("machine") Clock machine) {
    this.database = database;
    this.machine = machine;
  }

  /** The entries of a segment that are done. */
  Set<Integer> of(long segment) {
    return database
        .list(
            "SELECT entry FROM spool_receipt WHERE segment = ?",
            row -> row.getInt("entry"),
            segment)
        .stream()
        .collect(Collectors.toSet());
  }

  /** Of two that replay the same record, the second fails by the primary key, with all that it did. */
  void add(List<Entry> entries) {
    Instant now = machine.instant();
    database.batch(
        "INSERT INTO spool_receipt (segment, entry, replayed_at) VALUES (?, ?, ?)",
        entries.stream()
            .map(entry ->
                new Object[] {entry.receipt().segment(), entry.receipt().entry(), now})
            .toList());
  }

  /** Once the file of the segment is gone. */
  void forget(long segment) {
    database.update("DELETE FROM spool_receipt WHERE segment = ?", segment);
    database.update(
        "DELETE FROM spool_receipt WHERE replayed_at < ?", machine.instant().minus(ORPHANS_LAST));
  }
}
