package io.reveil.intake;

import io.reveil.intake.row.Importers;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Runs;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.Fault;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings uploaded files in, one after the other, a slice of rows a round. Killed, it goes on at the mark: the slice whose
 * mark was not yet written is stored again and changes nothing.
 */
@Singleton
class ImportWork implements Recurring {
  /** Much longer than a slice takes; after that another process may go on. */
  private static final Duration LEASE = Duration.ofSeconds(30);

  private final Runs runs;
  private final Uploads uploads;
  private final Importers importers;
  private final Leases leases;
  private final Clock machine;
  private Optional<Reading> reading = Optional.empty();

  ImportWork(
      Runs runs,
      Uploads uploads,
      Importers importers,
      Leases leases,
      @Named("machine") Clock machine) {
    this.runs = runs;
    this.uploads = uploads;
    this.importers = importers;
    this.leases = leases;
    this.machine = machine;
  }

  @Override
  public String name() {
    return "import";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean round() {
    if (reading.isEmpty() && !open()) {
      return false;
    }
    reading.ifPresent(this::advance);
    return true;
  }

  private boolean open() {
    for (Run run : runs.listOpen()) {
      if (uploads.has(run.id()) && leases.claim(lease(run.id()), LEASE)) {
        open(run);
        return true;
      }
    }
    return false;
  }

  private static String lease(long run) {
    return "import:" + run;
  }

  private void open(Run run) {
    try {
      Reading opened = new Reading(
          run,
          importers.open(run.kind(), uploads.file(run.id()), run.origin()),
          importers.of(run),
          runs,
          machine);
      reading = Optional.of(opened);
      opened.skipToMark();
    } catch (Fault fault) {
      fail(run.id(), fault);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void fail(long run, Fault fault) {
    runs.fail(run, String.valueOf(fault.getMessage()));
    end(run);
  }

  /** After any failure the file is opened again at the mark, since rows may be read and not stored. */
  private void advance(Reading current) {
    boolean goesOn = false;
    try {
      if (leases.claim(lease(current.run()), LEASE)) {
        goesOn = switch (current.next()) {
          case GOES_ON -> true;
          case AT_END -> {
            end(current.run());
            yield false;
          }
          case LOST -> false;
        };
      }
    } catch (Fault fault) {
      fail(current.run(), fault);
    } finally {
      if (!goesOn) {
        close();
      }
    }
  }

  private void end(long run) {
    close();
    uploads.delete(run);
    leases.release(lease(run));
  }

  private void close() {
    reading.ifPresent(Reading::close);
    reading = Optional.empty();
  }
}
