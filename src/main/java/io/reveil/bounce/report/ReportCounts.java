package io.reveil.bounce.report;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.time.LocalDate;

/** The rows of {@code inbound_count}. */
@Singleton
class ReportCounts {
  private final Database database;

  ReportCounts(Database database) {
    this.database = database;
  }

  /** One more, in the caller's transaction. */
  void add(LocalDate day, Source source, String outcome) {
    if (!change(day, source, outcome) && !insert(day, source, outcome)) {
      change(day, source, outcome);
    }
  }

  private boolean change(LocalDate day, Source source, String outcome) {
    return database.update("""
            UPDATE inbound_count
               SET reports = reports + 1
             WHERE counted_on = ?
               AND source = ?
               AND outcome = ?
            """, day, source, outcome) == 1;
  }

  private boolean insert(LocalDate day, Source source, String outcome) {
    try {
      return database.update(
              "INSERT INTO inbound_count (counted_on, source, outcome, reports) VALUES (?, ?, ?, 1)",
              day,
              source,
              outcome)
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }
}
