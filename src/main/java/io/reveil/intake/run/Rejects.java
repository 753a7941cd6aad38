package io.reveil.intake.run;

import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** The refused rows of the last days. */
@Singleton
public class Rejects {
  public static final int PAGE = 1_000;

  private final Database database;
  private final Clock clock;

  Rejects(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A row of the table. */
  public record Key(long run, long line, String rowText) {}

  void insert(long run, List<Reject> rejects) {
    Instant now = clock.instant();
    database.batch(
        """
        INSERT INTO import_reject (run_id, line, column_name, code, reason, row_text, rejected_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        rejects.stream()
            .map(reject -> new Object[] {
              run,
              reject.line(),
              reject.column(),
              reject.code(),
              reject.reason(),
              reject.rowText(),
              now
            })
            .toList());
  }

  /** At most {@link #PAGE} after a line, in the order of the file. */
  public List<Reject> list(long run, long afterLine) {
    return database.list(
        """
        SELECT line, column_name, code, reason, row_text
          FROM import_reject
         WHERE run_id = ?
           AND line > ?
         ORDER BY line
         LIMIT ?
        """,
        row -> new Reject(
            row.getLong("line"),
            row.getString("column_name"),
            row.getString("code"),
            row.getString("reason"),
            row.getString("row_text")),
        run,
        afterLine,
        PAGE);
  }

  /** Rows that hold this text in any case; the database may find more than that. */
  List<Key> containing(String text) {
    String escaped = text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    return database.list(
        """
        SELECT run_id, line, row_text
          FROM import_reject
         WHERE LOWER(row_text) LIKE ? ESCAPE '!'
        """,
        row -> new Key(row.getLong("run_id"), row.getLong("line"), row.getString("row_text")),
        "%" + escaped + "%");
  }

  /** At most {@link #PAGE} that are older. */
  public List<Key> listBefore(Instant moment) {
    return database.list(
        """
        SELECT run_id, line, row_text
          FROM import_reject
         WHERE rejected_at < ?
         ORDER BY rejected_at
         LIMIT ?
        """,
        row -> new Key(row.getLong("run_id"), row.getLong("line"), row.getString("row_text")),
        moment,
        PAGE);
  }

  public void delete(List<Key> keys) {
    database.batch(
        "DELETE FROM import_reject WHERE run_id = ? AND line = ?",
        keys.stream().map(key -> new Object[] {key.run(), key.line()}).toList());
  }
}
