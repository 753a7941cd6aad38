package io.reveil.intake;

import java.util.ArrayList;
import java.util.List;

/** What became of a slice of rows. */
final class Outcome {
  private final List<Reject> rejects = new ArrayList<>();
  private long created;
  private long changed;
  private long unchanged;
  private long merged;

  void countCreated() {
    created++;
  }

  void countChanged() {
    changed++;
  }

  void countUnchanged() {
    unchanged++;
  }

  void countMerged() {
    merged++;
  }

  void reject(CsvRow row, RowRejected why) {
    rejects.add(new Reject(row.line(), why.column(), why.code(), why.reason(), row.text()));
  }

  Tally tally() {
    return new Tally(created, changed, unchanged, merged, rejects.size());
  }

  List<Reject> rejects() {
    return List.copyOf(rejects);
  }
}
