package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.intake.row.Importers;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Reject;
import io.reveil.intake.run.Rejects;
import io.reveil.intake.run.RejectsCsv;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.RunState;
import io.reveil.intake.run.Runs;
import io.reveil.intake.run.Tally;
import io.reveil.job.Leases;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class ImportWorkTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private Imports imports;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
  }

  @Test
  void aFileLivesWithOwnerOnlyRightsUntilItsRowsAreIn() throws IOException {
    long run = imports.queue(Kind.CONTACTS, people(0, 10));
    Path file = rig.bean(Uploads.class).file(run);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
    assertThat(imports.finished(run).state()).isEqualTo(RunState.DONE);
    assertThat(file).doesNotExist();
  }

  @Test
  void aKilledImportGoesOnAtItsMark() {
    String file = people(0, 2_500) + "2501,p0@example.org\n2502,bad\n";
    long run = imports.queue(Kind.CONTACTS, file);
    worker().round();

    assertThat(imports.find(run).rowsDone()).isEqualTo(1_000);
    assertThat(rig.count("contact")).isEqualTo(1_000);
    while (worker().round()) {
      // each round by a process that knows nothing of the one before
    }

    Run done = imports.find(run);
    assertThat(done.state()).isEqualTo(RunState.DONE);
    assertThat(done.tally()).isEqualTo(new Tally(2_500, 0, 0, 1, 1));
    assertThat(imports.rejects(done)).extracting(Reject::line).containsExactly(2_503L);
  }

  /** The rows are stored, and the mark is not: the slice comes again and changes nothing. */
  @Test
  void aCrashBetweenRowsAndMarkRepeatsTheSliceWithoutDoubles() {
    imports.contacts(people(0, 1_500));
    String events = "external_id,occurred_at,type\n"
        + "1,2025-05-04,purchase\n".repeat(3)
        + "x,2025-05-04,purchase\n"
        + IntStream.range(0, 1_200)
            .mapToObj(n -> n + ",2025-06-01,purchase\n")
            .collect(Collectors.joining())
        + "1,2025-05-04,purchase\n";
    long run = imports.queue(Kind.EVENTS, events);
    worker().round();
    rig.database()
        .update(
            "UPDATE import_run SET rows_done = 0, created = 0, rejected = 0 WHERE run_id = ?", run);
    rig.database().update("DELETE FROM import_reject");

    Run done = imports.finished(run);

    assertThat(done.tally()).isEqualTo(new Tally(205, 0, 999, 0, 1));
    assertThat(rig.count("contact_signal")).isEqualTo(1_204);
    assertThat(imports.events(events).tally()).isEqualTo(new Tally(0, 0, 1_204, 0, 1));
  }

  @Test
  void aRunThatAnotherProcessHoldsIsLeftToItUntilItsLeaseEnds() {
    long run = imports.queue(Kind.CONTACTS, people(0, 10));
    rig.bean(Leases.class).claim("import:" + run, Duration.ofMinutes(1));
    rig.database().update("UPDATE lease SET owner = 'other' WHERE name = ?", "import:" + run);

    assertThat(worker().round()).isFalse();
    rig.database()
        .update("UPDATE lease SET lease_until = ? WHERE name = ?", Instant.EPOCH, "import:" + run);

    assertThat(imports.finished(run).state()).isEqualTo(RunState.DONE);
  }

  @Test
  void aWorkerThatWakesUpLateMovesNoMark() {
    long run = imports.queue(Kind.CONTACTS, people(0, 2_500));
    ImportWork asleep = worker();
    asleep.round();
    imports.finished(run);

    asleep.round();

    assertThat(imports.find(run).tally()).isEqualTo(new Tally(2_500, 0, 0, 0, 0));
    assertThat(rig.count("contact")).isEqualTo(2_500);
  }

  @Test
  void twoImportsOfOneFileAtOnceMakeEveryContactOnce() throws Exception {
    String file = people(0, 3_000);
    long first = imports.queue(Kind.CONTACTS, file);
    long second = imports.queue(Kind.CONTACTS, file);
    var start = new CyclicBarrier(2);

    CompletableFuture.allOf(
            CompletableFuture.runAsync(() -> workAlone(start, first)),
            CompletableFuture.runAsync(() -> workAlone(start, second)))
        .get();

    Tally one = imports.find(first).tally();
    Tally two = imports.find(second).tally();
    assertThat(one.created() + two.created()).isEqualTo(3_000);
    assertThat(one.unchanged() + two.unchanged()).isEqualTo(3_000);
    assertThat(rig.count("contact")).isEqualTo(3_000);
    assertThat(rig.count("identity")).isEqualTo(6_000);
  }

  private static void workAlone(CyclicBarrier start, long run) {
    try {
      Run queued = rig.bean(Runs.class).find(run).orElseThrow();
      Importers importers = rig.bean(Importers.class);
      var reading = new Reading(
          queued,
          importers.open(queued.kind(), rig.bean(Uploads.class).file(run), queued.origin()),
          importers.of(queued),
          rig.bean(Runs.class),
          Clock.systemUTC());
      start.await();
      while (reading.next() == Reading.Step.GOES_ON) {
        // the next slice
      }
      reading.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Design section 12. */
  @Test
  void aSpreadsheetRunsNothingOfTheRejects() throws IOException {
    Run run = imports.contacts("""
        email,first_name,country
        =cmd()@x,"=HYPERLINK(""http://x"")",+1
        bad,-2,@SUM(A1)
        bad,"\ttab","\rreturn"
        """);

    String csv = new String(
        RejectsCsv.of(rig.bean(Rejects.class), run).readAllBytes(), StandardCharsets.UTF_8);

    assertThat(csv)
        .startsWith("line,column,code,reason,email,first_name,country\n2,email,BAD_ADDRESS,")
        .contains(",'=cmd()@x,\"'=HYPERLINK(\"\"http://x\"\")\",'+1\n")
        .contains(",bad,'-2,'@SUM(A1)\n")
        .contains(",bad,'\ttab,\"'\rreturn\"\n");
  }

  @Test
  void rejectsOfManyPagesComeInTheOrderOfTheFile() throws IOException {
    Run run = imports.contacts("email\n" + "bad\n".repeat(2_345));

    List<String> lines = new String(
            RejectsCsv.of(rig.bean(Rejects.class), run).readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();

    assertThat(lines).hasSize(2_346);
    assertThat(lines.get(1)).startsWith("2,");
    assertThat(lines.getLast()).startsWith("2346,").endsWith(",bad");
  }

  /** Requirements section 10: clear addresses for seven days. */
  @Test
  void rejectsAndOrphansAreSweptInTime() throws IOException {
    Run run = imports.contacts("email\nbad\n");
    long waiting = imports.queue(Kind.CONTACTS, people(0, 1));
    Path file = rig.bean(Uploads.class).file(waiting);
    Path orphan = Files.writeString(file.resolveSibling("1.csv.part"), "email");
    FileTime old = FileTime.from(Clock.systemUTC().instant().minus(Duration.ofDays(2)));
    Files.setLastModifiedTime(orphan, old);
    Files.setLastModifiedTime(file, old);
    ImportSweep sweep = rig.bean(ImportSweep.class);

    rig.clock().tick(Duration.ofDays(7));
    sweep.round();
    assertThat(imports.rejects(run)).hasSize(1);
    assertThat(orphan).doesNotExist();
    assertThat(file).exists();

    rig.clock().tick(Duration.ofSeconds(1));
    sweep.round();
    assertThat(imports.rejects(run)).isEmpty();
    assertThat(imports.find(waiting).state()).isEqualTo(RunState.FAILED);
  }

  /** GDPR art. 15, 17. */
  @Test
  void aPersonsRefusedRowsAreExportedAndErased() {
    imports.contacts("email,country\nJosé@Exämple.fr,XX\njose@example.fr,XX\nbad%,XX\n");
    var records = rig.bean(PersonalData.class, "ImportRecords");
    var jose = new Subject(Optional.empty(), EmailAddress.parse("josé@exämple.fr"));

    assertThat(records.export(jose)).asString().contains("José@Exämple.fr").doesNotContain("jose@");
    assertThat(records.erase(jose)).isEqualTo(1);
    assertThat(records.erase(jose)).isZero();
    assertThat(rig.count("import_reject")).isEqualTo(2);
  }

  private static ImportWork worker() {
    return new ImportWork(
        rig.bean(Runs.class),
        rig.bean(Uploads.class),
        rig.bean(Importers.class),
        rig.bean(Leases.class),
        Clock.systemUTC());
  }

  private static String people(int from, int to) {
    return "external_id,email\n"
        + IntStream.range(from, to)
            .mapToObj(n -> n + ",p" + n + "@example.org\n")
            .collect(Collectors.joining());
  }
}
