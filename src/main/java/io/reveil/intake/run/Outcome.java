package io.reveil.intake.run;

import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import java.util.ArrayList;
import java.util.List;

/** What became of a slice of rows. */
public final class Outcome {
  private final List<Reject> rejects = new ArrayList<>();
  private long created;
  private long changed;
  private long unchanged;
  private long merged;
  private long consentsNotTaken;
  private long sourcesNotTaken;

  public void countCreated() {
    created++;
  }

  public void countChanged() {
    changed++;
  }

  public void countUnchanged() {
    unchanged++;
  }

  public void countMerged() {
    merged++;
  }

  /** Beside what becomes of the row itself. */
  public void countConsentNotTaken() {
    consentsNotTaken++;
  }

  /** Beside what becomes of the row itself. */
  public void countSourceNotTaken() {
    sourcesNotTaken++;
  }

  public void reject(CsvRow row, RowRejected why) {
    reject(row, why, row.text());
  }

  /** Of somebody who may not be kept at all, not even as a row to mend (GDPR art. 21; A17). */
  public void rejectUnkept(CsvRow row, RowRejected why) {
    reject(row, why, "");
  }

  private void reject(CsvRow row, RowRejected why, String text) {
    rejects.add(new Reject(row.line(), why.column(), why.code(), why.reason(), text));
  }

  public Tally tally() {
    return new Tally(created, changed, unchanged, merged, rejects.size());
  }

  long consentsNotTaken() {
    return consentsNotTaken;
  }

  long sourcesNotTaken() {
    return sourcesNotTaken;
  }

  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }
}
