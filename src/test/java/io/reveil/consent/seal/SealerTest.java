package io.reveil.consent.seal;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthResult;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.consent.verify.Verdict;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Language;
import io.reveil.testing.Meters;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class SealerTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Sealer sealer = rig.bean(Sealer.class);
  private final SealBlocks blocks = rig.bean(SealBlocks.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final Path witness = rig.home().resolve("ledger.witness");

  @BeforeEach
  void begin() {
    rig.empty();
  }

  @Test
  void theShippedFileSealsEveryFiveMinutes() {
    assertThat(sealer.pause()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rig.bean(SealConfig.class).witness()).isEqualTo(witness);
  }

  /** (A57) */
  @Test
  void theKeyIsReadableByItsOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(rig.home().resolve("keys/seal.keys"))))
        .isEqualTo("rw-------");
  }

  /** (E8, E10) */
  @Test
  void aBlockHoldsAllThatNoneHeldAndNamesTheOneBefore() {
    record(3);
    sealer.round();
    record(2);
    sealer.round();
    sealer.round();

    List<SealedBlock> closed = blocks.listAfter(0);

    assertThat(closed).extracting(SealedBlock::number).containsExactly(1, 2);
    assertThat(closed.getFirst().text())
        .contains("\"count\":3", "\"previous\":\"" + "0".repeat(64) + "\"");
    assertThat(closed.getLast().text())
        .contains("\"count\":2", "\"previous\":\"" + closed.getFirst().hash() + "\"");
    assertThat(rig.count("seal_entry")).isEqualTo(5);
  }

  /** An event that commits after its neighbours were sealed is in the next block, whatever its id (E8). */
  @Test
  void anEventThatCommitsLateIsInTheNextBlock() throws Exception {
    try (var pool = Executors.newSingleThreadExecutor()) {
      CyclicBarrier written = new CyclicBarrier(2);
      CyclicBarrier sealed = new CyclicBarrier(2);
      Future<?> late = pool.submit(() -> rig.database().write(() -> {
        ledger.grant(aKey(), confirmed(notice));
        meet(written);
        meet(sealed);
      }));
      meet(written);
      record(1);
      sealer.round();
      meet(sealed);
      late.get();
    }

    sealer.round();

    assertThat(blocks.listAfter(0)).hasSize(2);
    assertThat(rig.count("seal_entry")).isEqualTo(rig.count("consent_event")).isEqualTo(2);
    assertThat(rig.bean(LedgerVerifier.class).run())
        .isEqualTo(new Verdict(2, 0, 0, 0, 2, 1, List.of(), 0));
  }

  /** (E8) */
  @Test
  void twoSealersAreHarmless() throws Exception {
    Sealer other = anotherSealer();
    try (var pool = Executors.newFixedThreadPool(2)) {
      for (int i = 0; i < 20; i++) {
        record(3);
        CyclicBarrier start = new CyclicBarrier(2);
        for (Future<Boolean> round : pool.invokeAll(List.<Callable<Boolean>>of(
            () -> afterMeeting(start, sealer), () -> afterMeeting(start, other)))) {
          round.get();
        }
      }
    }
    sealer.round();

    assertThat(rig.count("seal_entry")).isEqualTo(rig.count("consent_event")).isEqualTo(60);
    List<SealedBlock> closed = blocks.listAfter(0);
    assertThat(closed).extracting(SealedBlock::number).isSorted().doesNotHaveDuplicates();
    assertThat(closed.getLast().number()).isEqualTo(closed.size());
    assertThat(linesOfTheWitness()).isEqualTo(closed.size());
  }

  /** A crash between the commit and the witness, or in the middle of its line, is mended by the next round (E8). */
  @Test
  void theWitnessIsToldWhatACrashKeptFromIt() throws IOException {
    record(1);
    sealer.round();
    String before = Files.readString(witness);
    record(1);
    sealer.round();
    String whole = Files.readString(witness);

    rig.database().update("UPDATE seal_witness SET block_number = 1");
    Files.writeString(witness, before);
    sealer.round();
    assertThat(witness).hasContent(whole);

    rig.database().update("UPDATE seal_witness SET block_number = 1");
    Files.writeString(witness, before + whole.substring(before.length(), whole.length() - 40));
    sealer.round();
    assertThat(witness).hasContent(whole);
  }

  @Test
  void nothingIsSealedBesideAWitnessThatSaysSomethingElse() throws IOException {
    record(1);
    sealer.round();
    Files.writeString(witness, "2 00 {}\n", StandardOpenOption.APPEND);
    record(1);

    assertThatThrownBy(sealer::round)
        .hasMessageContaining("its block 2 is not that of the ledger")
        .hasMessageContaining("ledger verify");
    assertThat(blocks.listAfter(0)).hasSize(1);
  }

  /** What is recorded meanwhile, nothing protects: whoever watches the node must learn of it (E8). */
  @Test
  void aStoppedSealingIsSaidByHealthAndTheOldestEventIsMeasured() throws IOException {
    record(1);
    sealer.round();
    assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
    assertThat(secondsWaiting()).isZero();
    String whole = Files.readString(witness);
    Files.writeString(witness, "2 00 {}\n", StandardOpenOption.APPEND);
    record(1);
    rig.clock().tick(Duration.ofMinutes(7));
    record(1);

    assertThatThrownBy(sealer::round).isInstanceOf(Witness.Contradicts.class);

    assertThat(health().getStatus()).isEqualTo(SealHealth.STOPPED);
    assertThat(health().getStatus().getOperational()).contains(true);
    assertThat(health().getDetails()).asString().contains("its block 2 is not that of the ledger");
    assertThat(secondsWaiting()).isEqualTo(420);

    Files.writeString(witness, whole);
    sealer.round();
    assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
    assertThat(secondsWaiting()).isZero();
  }

  /** A base from before events bore a mark: what it holds is sealed as it stands, and from then on nothing unmarked (E8). */
  @Test
  void eventsFromBeforeTheMarksAreSealedAsTheyStandAndNoneAfterThem() {
    record(2);
    Ledgers.unmark(rig.database());
    sealer.round();
    record(1);
    Ledgers.unmark(rig.database());
    record(3);
    while (sealer.round()) {
      // until all are sealed
    }

    assertThat(blocks.listAfter(0))
        .extracting(SealedBlock::isMarked)
        .containsExactly(false, false, true);
    assertThat(rig.count("seal_entry")).isEqualTo(6);
    assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
    assertThat(faults()).isEmpty();

    record(1);
    Ledgers.unmark(rig.database());
    record(1);
    sealer.round();

    assertThat(rig.count("seal_entry")).isEqualTo(7);
    assertThat(health().getStatus()).isEqualTo(SealHealth.ALTERED);
    assertThat(health().getStatus().getOperational()).contains(true);
    assertThat(faults())
        .singleElement()
        .asString()
        .contains("bears no mark of Réveil, as all do from block 3 on");
  }

  /** However many somebody adds, what people do is sealed beside them; what was found stays said (E8). */
  @Test
  void eventsWrittenPastReveilAreNamedAndKeepNoOtherFromBeingSealed() {
    Sealer daily = anotherSealer();
    record(1);
    daily.round();
    rig.database()
        .batch(
            """
        INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis,
                                   occurred_at, recorded_at, canonical)
        VALUES (?, ?, 'EMAIL', 'newsletter', ?, 'GRANTED', 'GRANTED', 'CONSENT', '2026-01-01', '2026-01-01', ?)
        """,
            IntStream.rangeClosed(1, Sealer.LARGEST + 10)
                .mapToObj(id ->
                    new Object[] {new byte[16], id, id, "{}".getBytes(StandardCharsets.UTF_8)})
                .toList());
    record(1);
    rig.clock().tick(Duration.ofDays(2));

    while (daily.round()) {
      // until all are sealed
    }
    daily.round();

    assertThat(rig.count("seal_entry")).isEqualTo(2);
    assertThat(health().getDetails())
        .asString()
        .contains("were added or changed past Réveil, and are not sealed: 1, 2, 3, 4, 5 and more.");

    rig.database().update("DELETE FROM consent_event WHERE event_id <= ?", Sealer.LARGEST + 10);
    rig.clock().tick(Duration.ofDays(2));
    daily.round();
    assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
  }

  /** One node whose clock was wrong, or one row that somebody added, must not let all others wait a day (E8). */
  @Test
  void anEventFromTheFutureDelaysNoOther() {
    record(1);
    sealer.round();
    rig.database()
        .update(
            """
        INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis,
                                   occurred_at, recorded_at, canonical)
        VALUES (?, ?, 'EMAIL', 'newsletter', 1, 'GRANTED', 'GRANTED', 'CONSENT', '2026-01-01', '2026-01-01', ?)
        """,
            new byte[16],
            Ids.lowestOf(Clock.systemUTC().instant().plus(Duration.ofDays(9))),
            "{}".getBytes(StandardCharsets.UTF_8));
    sealer.round();
    record(1);

    sealer.round();

    assertThat(rig.count("seal_entry")).isEqualTo(2);
    rig.empty();
    sealer.round();
  }

  /** The node that marked it is another, and its file was not copied here yet: nobody is accused (A57). */
  @Test
  void anEventMarkedWithAKeyOfAnotherNodeIsLeftToTheOthers() {
    record(1);
    Database database = rig.database();
    database.update(
        "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES ('seal', 200, ?, ?)",
        new byte[16],
        rig.clock().instant());
    try {
      String text = database
          .first(
              "SELECT canonical FROM consent_event",
              row -> new String(row.getBytes("canonical"), StandardCharsets.UTF_8))
          .orElseThrow();
      database.update(
          "UPDATE consent_event SET canonical = ?",
          text.replaceFirst("\"key\":\\d+}", "\"key\":200}").getBytes(StandardCharsets.UTF_8));
      sealer.round();

      assertThat(rig.count("seal_entry")).isZero();
      assertThat(health().getStatus()).isEqualTo(HealthStatus.UP);
    } finally {
      database.update("DELETE FROM key_check WHERE kind = 'seal' AND key_id = 200");
    }
    sealer.round();
    assertThat(health().getStatus()).isEqualTo(SealHealth.ALTERED);
    rig.empty();
    sealer.round();
  }

  /** With the clock of the test, by which it looks back. */
  private Sealer anotherSealer() {
    return new Sealer(
        rig.bean(Closing.class),
        blocks,
        rig.bean(Witness.class),
        rig.clock(),
        rig.bean(SealConfig.class),
        rig.bean(SealState.class));
  }

  private static List<String> faults() {
    return rig.bean(LedgerVerifier.class).run().faults();
  }

  /** The example of RFC 9162's forerunner: the root of one empty leaf (RFC 9162 §2.1.1). */
  @Test
  void aLeafIsMarkedAsALeaf() {
    assertThat(HexFormat.of().formatHex(Merkle.root(List.of(Merkle.leaf(new byte[0])))))
        .isEqualTo("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  }

  private void record(int consents) {
    for (int i = 0; i < consents; i++) {
      ConsentKey key = aKey();
      if (i == 1) {
        ledger.withdraw(key, left());
      } else {
        ledger.grant(key, confirmed(notice));
      }
    }
  }

  private static HealthResult health() {
    return rig.bean(SealHealth.class).result();
  }

  private static double secondsWaiting() {
    return Meters.value(rig, "reveil.ledger.unsealed.age");
  }

  private long linesOfTheWitness() throws IOException {
    try (var lines = Files.lines(witness)) {
      return lines.count() - 1;
    }
  }

  private static boolean afterMeeting(CyclicBarrier start, Sealer sealer) {
    meet(start);
    return sealer.round();
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }
}
