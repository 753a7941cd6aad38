package io.reveil.intake.run;

import io.reveil.intake.file.Header;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The imports, past and under way. */
@Singleton
public class Runs {
  private static final String SELECT = """
      SELECT run_id, kind, state, file_name, bytes_total, bytes_done, rows_done, created, changed,
             unchanged, merged, rejected, consents_not_taken, sources_not_taken, header, dropped_columns,
             failure, started_at, millis, origin, actor
        FROM import_run
      """;

  private final Database database;
  private final Rejects rejects;
  private final Clock clock;

  Runs(Database database, Rejects rejects, Clock clock) {
    this.database = database;
    this.rejects = rejects;
    this.clock = clock;
  }

  public void queue(
      long id,
      Kind kind,
      String fileName,
      Optional<String> origin,
      Actor.Operator actor,
      long bytes,
      Header header) {
    database.update(
        """
        INSERT INTO import_run (run_id, kind, state, file_name, actor, bytes_total, bytes_done,
               rows_done, created, changed, unchanged, merged, rejected, consents_not_taken,
               sources_not_taken, header, dropped_columns, failure, started_at, ended_at, millis, origin)
        VALUES (?, ?, 'QUEUED', ?, ?, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?, ?, NULL, ?, NULL, 0, ?)
        """,
        id,
        kind,
        fileName,
        actor.text(),
        bytes,
        header.text(),
        String.join("\n", header.dropped()),
        clock.instant(),
        origin);
  }

  public Optional<Run> find(long id) {
    return database.first(SELECT + " WHERE run_id = ?", Runs::run, id);
  }

  /** Those not at their end, in the order they came: events often follow the contacts they speak of. */
  public List<Run> listOpen() {
    return database.list(
        SELECT + " WHERE state IN ('QUEUED', 'RUNNING') ORDER BY started_at, run_id", Runs::run);
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getLong("run_id"),
        Columns.constant(row, "kind", Kind.class),
        Columns.constant(row, "state", RunState.class),
        row.getString("file_name"),
        row.getLong("bytes_total"),
        row.getLong("bytes_done"),
        row.getLong("rows_done"),
        new Tally(
            row.getLong("created"),
            row.getLong("changed"),
            row.getLong("unchanged"),
            row.getLong("merged"),
            row.getLong("rejected")),
        row.getLong("consents_not_taken"),
        row.getLong("sources_not_taken"),
        row.getString("header"),
        row.getString("dropped_columns").lines().toList(),
        Columns.optionalText(row, "failure"),
        Columns.instant(row, "started_at"),
        row.getLong("millis"),
        Columns.optionalText(row, "origin"),
        Actor.Operator.stored(row.getString("actor")));
  }

  /**
   * Moves the mark over a slice, with its counts and rejects, in a later transaction than the rows themselves: a crash
   * between the two repeats the slice, which then changes nothing (design section 4). False if the mark was moved by
   * somebody else: this run is not ours any more.
   */
  public boolean mark(long id, long rowsBefore, long bytesDone, Outcome outcome, long millis) {
    return database.write(() -> {
      Tally tally = outcome.tally();
      int moved = database.update(
          """
          UPDATE import_run
             SET state = 'RUNNING',
                 bytes_done = ?,
                 rows_done = rows_done + ?,
                 created = created + ?,
                 changed = changed + ?,
                 unchanged = unchanged + ?,
                 merged = merged + ?,
                 rejected = rejected + ?,
                 consents_not_taken = consents_not_taken + ?,
                 sources_not_taken = sources_not_taken + ?,
                 millis = millis + ?
           WHERE run_id = ?
             AND rows_done = ?
             AND state IN ('QUEUED', 'RUNNING')
          """,
          bytesDone,
          tally.rows(),
          tally.created(),
          tally.changed(),
          tally.unchanged(),
          tally.merged(),
          tally.rejected(),
          outcome.consentsNotTaken(),
          outcome.sourcesNotTaken(),
          millis,
          id,
          rowsBefore);
      if (moved == 1) {
        rejects.insert(id, outcome.rejects());
      }
      return moved == 1;
    });
  }

  public void complete(long id, long rows) {
    database.update("""
        UPDATE import_run
           SET state = 'DONE',
               bytes_done = bytes_total,
               ended_at = ?
         WHERE run_id = ?
           AND rows_done = ?
           AND state IN ('QUEUED', 'RUNNING')
        """, clock.instant(), id, rows);
  }

  public void fail(long id, String failure) {
    database.update("""
        UPDATE import_run
           SET state = 'FAILED',
               failure = ?,
               ended_at = ?
         WHERE run_id = ?
           AND state IN ('QUEUED', 'RUNNING')
        """, failure, clock.instant(), id);
  }

  /** Those whose file did not come back with any node in all that time. */
  public int failAbandoned(Instant startedBefore, String failure) {
    return database.update("""
        UPDATE import_run
           SET state = 'FAILED',
               failure = ?,
               ended_at = ?
         WHERE started_at < ?
           AND state IN ('QUEUED', 'RUNNING')
        """, failure, clock.instant(), startedBefore);
  }
}
