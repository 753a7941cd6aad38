package io.reveil.intake.row;

import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import io.reveil.intake.run.Outcome;
import io.reveil.job.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rows of one run do. It remembers what it saw in the file, so each run has its own, fed in order.
 *
 * @param <L> a row, understood
 * @param <R> what became of it
 */
public abstract sealed class Importer<L, R> permits ContactImport, EventImport, SuppressionImport {
  private final Database database;

  Importer(Database database) {
    this.database = database;
  }

  /** Stores rows in one transaction. Again, it changes nothing. */
  public final Outcome store(List<CsvRow> rows) {
    Outcome outcome = new Outcome();
    List<L> lines = understand(rows, outcome);
    List<R> results = database.write(() -> keep(lines));
    for (int i = 0; i < lines.size(); i++) {
      count(lines.get(i), results.get(i), outcome);
    }
    return outcome;
  }

  /** Takes note of rows that an earlier process stored. */
  public final void skip(List<CsvRow> rows) {
    understand(rows, new Outcome());
  }

  private List<L> understand(List<CsvRow> rows, Outcome outcome) {
    List<L> lines = new ArrayList<>();
    for (CsvRow row : rows) {
      try {
        lines.add(understand(row));
      } catch (RowRejected rejected) {
        if (mayBeKept(row)) {
          outcome.reject(row, rejected);
        } else {
          outcome.rejectUnkept(row, rejected);
        }
      }
    }
    return lines;
  }

  /** Whether a row that cannot be understood may be kept for a while, for who mends it. */
  boolean mayBeKept(CsvRow row) {
    return true;
  }

  /** What a row says, or {@link RowRejected}. */
  abstract L understand(CsvRow row);

  /** Stores these, in the caller's transaction: a result for each, in the same order. */
  abstract List<R> keep(List<L> lines);

  abstract void count(L line, R result, Outcome outcome);
}
