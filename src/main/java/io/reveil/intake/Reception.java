package io.reveil.intake;

import io.reveil.intake.file.CsvFile;
import io.reveil.intake.row.Importers;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Runs;
import io.reveil.job.Ids;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Takes a file in: on the disk, its header understood, its import queued. */
@Singleton
class Reception {
  private static final int LONGEST_NAME = 200;

  private final Uploads uploads;
  private final Importers importers;
  private final Runs runs;
  private final Ids ids;

  Reception(Uploads uploads, Importers importers, Runs runs, Ids ids) {
    this.uploads = uploads;
    this.importers = importers;
    this.runs = runs;
    this.ids = ids;
  }

  /**
   * The number of the import.
   *
   * @param announced the length of the body, or less than 0 if unknown
   */
  long accept(
      Kind kind,
      String name,
      Optional<Origin> origin,
      Actor.Operator actor,
      long announced,
      InputStream body)
      throws IOException {
    if (uploads.isTooLarge(announced)) {
      throw uploads.tooLarge();
    }
    if (name.length() > LONGEST_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
      throw Fault.invalid("name", "name is one line of at most " + LONGEST_NAME + " characters.");
    }
    long run = ids.next();
    long bytes = uploads.receive(run, body);
    Optional<String> label = origin.map(Origin::label);
    try (CsvFile file = importers.open(kind, uploads.file(run), label)) {
      runs.queue(run, kind, name, label, actor, bytes, file.header());
      return run;
    } catch (RuntimeException e) {
      uploads.delete(run);
      throw e;
    }
  }
}
