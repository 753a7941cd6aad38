package io.reveil.intake.run;

import io.reveil.intake.file.CsvRow;
import io.reveil.intake.file.RowRejected;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What became of a slice of rows. */
public final class Outcome {
  /** Whoever is refused for one of these may not be kept at all, not even as a row to mend (GDPR art. 21; A17). */
  private static final Set<String> NEVER_KEPT =
      Set.of("SUPPRESSED", "PUBLIC_WEB", "SOURCE_NOT_PROVEN");

  private final List<Reject> rejects = new ArrayList<>();
  private long created;
  private long changed;
  private long unchanged;
  private long merged;
  private long consentsNotTaken;

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

  public void reject(CsvRow row, RowRejected why) {
    String text = NEVER_KEPT.contains(why.code()) ? "" : row.text();
    rejects.add(new Reject(row.line(), why.column(), why.code(), why.reason(), text));
  }

  public Tally tally() {
    return new Tally(created, changed, unchanged, merged, rejects.size());
  }

  long consentsNotTaken() {
    return consentsNotTaken;
  }

  public List<Reject> rejects() {
    return List.copyOf(rejects);
  }
}
