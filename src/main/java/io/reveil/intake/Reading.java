package io.reveil.intake;

import io.reveil.intake.file.CsvFile;
import io.reveil.intake.file.CsvRow;
import io.reveil.intake.row.Importer;
import io.reveil.intake.run.Outcome;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Runs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A run under way in this process: its file, open behind the last slice. */
final class Reading {
  private static final int SLICE = 1_000;

  private final Run run;
  private final CsvFile file;
  private final Importer<?, ?> importer;
  private final Runs runs;
  private final Clock machine;
  private long rows;

  Reading(Run run, CsvFile file, Importer<?, ?> importer, Runs runs, Clock machine) {
    this.run = run;
    this.file = file;
    this.importer = importer;
    this.runs = runs;
    this.machine = machine;
  }

  /** Reads up to the mark again, storing nothing: what rows mean may hang on the rows before them. */
  void skipToMark() {
    while (rows < run.rowsDone()) {
      List<CsvRow> again = file.next((int) Math.min(SLICE, run.rowsDone() - rows));
      if (again.isEmpty()) {
        return;
      }
      importer.skip(again);
      rows += again.size();
    }
  }

  long run() {
    return run.id();
  }

  /** What became of the reading. */
  enum Step {
    GOES_ON,
    AT_END,
    /** The mark is somewhere else: another process reads this file. */
    LOST
  }

  /** Stores the next slice and moves the mark over it. */
  Step next() {
    Instant start = machine.instant();
    List<CsvRow> slice = file.next(SLICE);
    if (slice.isEmpty()) {
      runs.complete(run.id(), rows);
      return Step.AT_END;
    }
    Outcome outcome = importer.store(slice);
    long millis = start.until(machine.instant()).toMillis();
    if (!runs.mark(run.id(), rows, file.bytesRead(), outcome, millis)) {
      return Step.LOST;
    }
    rows += slice.size();
    return Step.GOES_ON;
  }

  void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
