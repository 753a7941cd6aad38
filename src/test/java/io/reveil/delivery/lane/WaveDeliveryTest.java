package io.reveil.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.contact.Contacts;
import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Verdict;
import io.reveil.delivery.guard.SentMails;
import io.reveil.delivery.queue.Chunks;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.WaveCounts;
import io.reveil.delivery.queue.WaveLines;
import io.reveil.delivery.queue.WaveStops;
import io.reveil.delivery.smtp.Relays;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.key.Peppers;
import io.reveil.testing.Rig;
import io.reveil.testing.ScriptedSmtp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class WaveDeliveryTest {
  private static final ScriptedSmtp SMTP = ScriptedSmtp.start();

  @RegisterExtension
  static final Rig rig = Workshop.rig(SMTP);

  private final Workshop workshop = Workshop.open(rig, SMTP);

  @Test
  void everyMailOfAWaveLeavesOnceAndIsCounted() {
    List<ContactId> people = workshop.people("all", 25);
    long wave = workshop.wave(people, Optional.empty());
    assertThat(workshop.counts(wave).open()).isEqualTo(25);

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(25).doesNotHaveDuplicates();
    WaveCounts.Counts counts = workshop.counts(wave);
    assertThat(counts.planned()).isEqualTo(25);
    assertThat(counts.sent()).isEqualTo(25);
    assertThat(counts.open()).isZero();
    assertThat(rig.bean(WaveStops.class).isDrained(wave)).isTrue();
    assertThat(workshop.told).hasSize(25).allMatch(told -> told.state() == MessageState.SENT);
    assertThat(lines(wave))
        .allSatisfy(line -> assertThat(SMTP.mails())
            .filteredOn(mail -> mail.text().contains("Message-ID: <" + line.messageId() + ">"))
            .hasSize(1));
  }

  @Test
  void queueingTheSameSliceAgainQueuesNothing() {
    List<ContactId> people = workshop.people("again", 3);
    long wave = workshop.wave(people.subList(0, 2), Optional.empty());

    workshop.queue(wave, people, Optional.empty());
    workshop.queue(wave, people, Optional.empty());

    assertThat(workshop.counts(wave).planned()).isEqualTo(3);
    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void aKilledLaneLeavesOneGroupInDoubtAndTheRestGoesOut() {
    long wave = workshop.wave(workshop.people("killed", 25), Optional.empty());
    ChunkWork killed = workshop.lane();
    HeldChunk held = killed.claim(chunk(wave), 100).orElseThrow();
    assertThat(killed.advance(held, List.of()).orElseThrow().ready()).hasSize(10);

    workshop.sendAll();
    assertThat(SMTP.recipients()).as("before the lease is over").isEmpty();
    workshop.machine.tick(Duration.ofMinutes(1));
    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(15).doesNotHaveDuplicates();
    assertThat(workshop.counts(wave).unknown()).isEqualTo(10);
    assertThat(workshop.counts(wave).sent()).isEqualTo(15);
    assertThat(workshop.counts(wave).open()).isZero();
    assertThat(workshop.told)
        .filteredOn(told -> told.state() == MessageState.UNKNOWN)
        .hasSize(10);
  }

  /** (A57) The other node has rotated; this one finds out in the middle of a wave. What it sent is told all the same. */
  @Test
  void aPepperThatTurnsOutToBeMissingStopsTheWaveAndLeavesNothingInDoubt() {
    long wave = workshop.wave(workshop.people("pepper", 25), Optional.empty());
    ChunkWork lane = workshop.lane();
    HeldChunk held =
        lane.advance(lane.claim(chunk(wave), 100).orElseThrow(), List.of()).orElseThrow();
    List<Outcome> sent = held.ready().stream()
        .<Outcome>map(ready -> new Outcome.Sent(ready.queued(), 250))
        .toList();
    rig.database().update("""
        INSERT INTO key_check (kind, key_id, check_value, created_at)
        VALUES ('pepper', 2, ?, ?)
        """, new byte[16], rig.clock().instant());
    try {
      assertThatThrownBy(() -> lane.advance(held, sent)).hasMessageContaining("pepper.keys lacks");
      workshop.sendAll();

      assertThat(SMTP.recipients()).isEmpty();
      assertThat(workshop.counts(wave).sent()).isEqualTo(10);
      assertThat(workshop.counts(wave).unknown()).isZero();
    } finally {
      rig.database().update("DELETE FROM key_check WHERE kind = 'pepper' AND key_id = 2");
      rig.bean(Peppers.class).round();
    }
    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(15);
    assertThat(workshop.counts(wave).sent()).isEqualTo(25);
  }

  @Test
  void aLaneThatWakesUpAfterItsLeaseSettlesNothing() {
    long wave = workshop.wave(workshop.people("asleep", 12), Optional.empty());
    ChunkWork asleep = workshop.lane();
    HeldChunk claimed = asleep.claim(chunk(wave), 100).orElseThrow();
    HeldChunk held = asleep.advance(claimed, List.of()).orElseThrow();
    workshop.machine.tick(Duration.ofMinutes(1));
    workshop.sendAll();

    List<Outcome> outcomes = held.ready().stream()
        .<Outcome>map(ready -> new Outcome.Sent(ready.queued(), 250))
        .toList();

    assertThat(asleep.advance(held, outcomes)).isEmpty();
    assertThat(workshop.counts(wave).unknown()).isEqualTo(10);
    assertThat(workshop.counts(wave).sent()).isEqualTo(2);
  }

  /** Promise 3: only a process that is dead leaves anything in doubt. */
  @Test
  void aRelayThatTakesLongerThanALeaseIsWaitedFor() {
    long wave = workshop.wave(workshop.people("slow", 12), Optional.empty());
    Duration third = rig.bean(DeliveryConfig.class).lease().dividedBy(3);
    SMTP.beforeReply(() -> {
      for (int beat = 0; beat < 4; beat++) {
        workshop.machine.tick(third);
        workshop.heartbeat.round();
      }
      assertThat(rig.bean(Chunks.class).claimable("other", workshop.machine.instant()))
          .isEmpty();
    });

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(12).doesNotHaveDuplicates();
    assertThat(workshop.counts(wave).sent()).isEqualTo(12);
    assertThat(workshop.counts(wave).unknown()).isZero();
  }

  @Test
  void aLaneWhoseClaimWasTakenOffersNoMore() {
    long wave = workshop.wave(workshop.people("taken", 12), Optional.empty());
    SMTP.beforeReply(() -> {
      SMTP.beforeReply(() -> {});
      workshop.machine.tick(Duration.ofMinutes(1));
      assertThat(workshop.lane().claim(chunk(wave), 10)).isPresent();
      workshop.heartbeat.round();
    });

    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(1);
    assertThat(workshop.counts(wave).unknown()).isEqualTo(10);
  }

  @Test
  void ofTwoLanesOneGetsTheChunk() {
    long wave = workshop.wave(workshop.people("race", 3), Optional.empty());
    Chunks.Chunk free = chunk(wave);

    assertThat(List.of(workshop.lane().claim(free, 10), workshop.lane().claim(free, 10)))
        .filteredOn(Optional::isPresent)
        .hasSize(1);
  }

  /** Each with a thread, a connection to the database and one to the relay of its own. */
  @Test
  void twoLanesAtOnceSendEveryMailOnce() {
    List<Long> waves = IntStream.range(0, 12)
        .mapToObj(
            chunk -> workshop.wave(workshop.people("two" + chunk + "-", 15), Optional.empty()))
        .toList();
    CyclicBarrier start = new CyclicBarrier(2);

    CompletableFuture.allOf(work(start), work(start)).join();
    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(180).doesNotHaveDuplicates();
    assertThat(waves).allSatisfy(wave -> {
      assertThat(workshop.counts(wave).sent()).isEqualTo(15);
      assertThat(workshop.counts(wave).open()).isZero();
    });
  }

  private CompletableFuture<Void> work(CyclicBarrier start) {
    return CompletableFuture.runAsync(() -> {
      try (Relays.Line line = workshop.line()) {
        start.await();
        while (workshop.lane().round(line) == Worked.SOMETHING) {
          Thread.onSpinWait();
        }
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    });
  }

  /** Promise 5 (A13, B8): committed while the group before is on the wire. */
  @Test
  void aWithdrawalBeforeTheIntentOfItsGroupStopsTheMail() {
    List<ContactId> people = workshop.people("leaves", 25);
    long wave = workshop.wave(people, Optional.empty());
    SMTP.beforeReply(() -> {
      SMTP.beforeReply(() -> {});
      workshop.withdraw(people.getLast());
      workshop.withdraw(people.get(10));
    });

    workshop.sendAll();

    assertThat(SMTP.recipients())
        .hasSize(23)
        .doesNotContain(
            workshop.addressOf(people.getLast()).forSending(),
            workshop.addressOf(people.get(10)).forSending());
    assertThat(workshop.counts(wave).dropped()).isEqualTo(Map.of("WITHDRAWN", 2L));
  }

  /** B8. */
  @Test
  void aWithdrawalWhileTheWaveIsPausedStopsTheMail() {
    List<ContactId> people = workshop.people("paused", 2);
    long wave = workshop.wave(people, Optional.empty());
    rig.bean(WaveStops.class).pause(wave);
    workshop.sendAll();
    assertThat(SMTP.recipients()).isEmpty();

    workshop.withdraw(people.getFirst());
    rig.bean(WaveStops.class).resume(wave);
    workshop.sendAll();

    assertThat(SMTP.recipients())
        .containsExactly(workshop.addressOf(people.getLast()).forSending());
    assertThat(workshop.counts(wave).dropped()).isEqualTo(Map.of("WITHDRAWN", 1L));
  }

  @Test
  void aPauseStopsAWaveBetweenTwoGroups() {
    long wave = workshop.wave(workshop.people("halt", 25), Optional.empty());
    SMTP.beforeReply(() -> rig.bean(WaveStops.class).pause(wave));

    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(10);

    rig.bean(WaveStops.class).resume(wave);
    SMTP.beforeReply(() -> {});
    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(25).doesNotHaveDuplicates();
  }

  @Test
  void aStoppedWaveDropsWhatIsOpen() {
    List<ContactId> people = workshop.people("stop", 12);
    SMTP.refuse(workshop.addressOf(people.getFirst()).forSending(), "451 4.3.0 later");
    long wave = workshop.wave(people, Optional.empty());
    SMTP.beforeReply(() -> rig.bean(WaveStops.class).pause(wave));
    workshop.sendAll();

    while (stop(wave)) {
      assertThat(workshop.counts(wave).planned()).isEqualTo(12);
    }

    WaveCounts.Counts counts = workshop.counts(wave);
    assertThat(counts.open()).isZero();
    assertThat(counts.sent()).isEqualTo(9);
    assertThat(counts.dropped()).isEqualTo(Map.of("STOPPED", 3L));
    rig.clock().tick(Duration.ofDays(1));
    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(9);
  }

  /** B23, B25: only an address that does not exist counts against the contact. */
  @Test
  void aRefusalIsDeferredOrFinalAndOnlyHardOnesCountAgainstTheContact() {
    List<ContactId> people = workshop.people("refused", 4);
    SMTP.refuse(to(people.get(0)), "550 5.1.1 user unknown");
    SMTP.refuse(to(people.get(1)), "554 5.7.1 blocked by policy");
    SMTP.refuse(to(people.get(2)), "451 4.7.1 greylisted");
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();

    assertThat(workshop.counts(wave).failed()).isEqualTo(2);
    assertThat(workshop.counts(wave).open()).isEqualTo(1);
    WaveLines.Line hard = line(wave, people.get(0));
    assertThat(hard.reason()).hasValue("HARD");
    assertThat(hard.smtpCode()).hasValue("5.1.1");
    assertThat(line(wave, people.get(1)).reason()).hasValue("BLOCK");
    assertThat(bounces(people.get(0))).as("until it is weighed").isZero();
    rig.clock().tick(Duration.ofMinutes(15));
    new SentMails(rig).guard();
    assertThat(bounces(people.get(0))).isEqualTo(1);
    assertThat(bounces(people.get(1))).isZero();

    SMTP.refuse(to(people.get(2)), "250 ok");
    rig.clock().tick(Duration.ofMinutes(5));
    workshop.sendAll();
    assertThat(workshop.counts(wave).sent()).isEqualTo(2);
    assertThat(workshop.counts(wave).open()).isZero();
    assertThat(rig.count("outbox")).isZero();
  }

  @Test
  void aRelayThatHangsUpGetsTheRestOfTheGroupLater() {
    List<ContactId> people = workshop.people("cut", 12);
    SMTP.refuse(to(people.get(3)), "421 4.3.2 closing");
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();
    assertThat(SMTP.recipients()).hasSize(3);
    assertThat(workshop.counts(wave).open()).isEqualTo(9);
    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(11).doesNotHaveDuplicates();
    assertThat(workshop.counts(wave).open()).as("the one it hung up on").isEqualTo(1);
    assertThat(bounces(people.get(3))).isZero();
  }

  /** A mail refused for what it says is refused to all: the wave waits for somebody to look (B23). */
  @Test
  void aMailRefusedForItsContentPausesItsWave() {
    List<ContactId> people = workshop.people("content", 3);
    SMTP.refuse(to(people.getFirst()), "554 5.6.0 message content rejected");
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();

    assertThat(workshop.halted).containsKey(wave);
    assertThat(workshop.halted.get(wave)).startsWith("CONTENT: 554 5.6.0 message content");
  }

  /** What is said before anybody is named is about us, so no reader pays for it with a lost mail. */
  @Test
  void aSenderWhoIsNotLetInPausesTheWaveAndItsMailWaits() {
    List<ContactId> people = workshop.people("sender", 3);
    SMTP.refuseSender("530 5.7.0 Must issue a STARTTLS command first");
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();

    assertThat(workshop.halted.get(wave)).startsWith("BLOCK: 530 5.7.0 Must issue");
    assertThat(workshop.counts(wave).failed()).isZero();
    assertThat(workshop.counts(wave).open()).isEqualTo(3);

    SMTP.reset();
    rig.clock().tick(Duration.ofMinutes(5));
    workshop.sendAll();
    assertThat(workshop.counts(wave).sent()).isEqualTo(3);
  }

  @Test
  void aWholeGroupRefusedForOurSendingPausesTheWaveAndASingleOneDoesNot() {
    List<ContactId> one = workshop.people("blockedone", 3);
    SMTP.refuse(to(one.getFirst()), "550 5.7.1 blocked by policy");
    long goesOn = workshop.wave(one, Optional.empty());
    List<ContactId> all = workshop.people("blockedall", ChunkWork.GROUP);
    all.forEach(person -> SMTP.refuse(to(person), "550 5.7.1 blocked by policy"));
    long pauses = workshop.wave(all, Optional.empty());

    workshop.sendAll();

    assertThat(workshop.halted).containsOnlyKeys(pauses);
    assertThat(workshop.counts(goesOn).sent()).isEqualTo(2);
  }

  /** A template can be mended; a mail that was given up cannot. */
  @Test
  void aMailThatCannotBeWrittenPausesItsWaveAndWaits() {
    List<ContactId> people = workshop.people("unwritable", 2);
    workshop.nameless = true;
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();

    assertThat(workshop.halted.get(wave)).startsWith("CONTENT: ").contains("name");
    assertThat(workshop.counts(wave).open()).isEqualTo(2);

    workshop.nameless = false;
    rig.clock().tick(Duration.ofMinutes(5));
    workshop.sendAll();
    assertThat(workshop.counts(wave).sent()).isEqualTo(2);
  }

  @Test
  void aMailWithoutAReplyAfterItsDotIsUnknownAndNotSentAgain() {
    List<ContactId> people = workshop.people("doubt", 3);
    SMTP.cutAfterDot(to(people.get(1)));
    long wave = workshop.wave(people, Optional.empty());

    workshop.sendAll();
    rig.clock().tick(Duration.ofDays(2));
    workshop.sendAll();

    assertThat(SMTP.recipients()).hasSize(3).doesNotHaveDuplicates();
    assertThat(workshop.counts(wave).unknown()).isEqualTo(1);
    assertThat(workshop.counts(wave).sent()).isEqualTo(2);
  }

  @Test
  void whatCannotLeaveBeforeItsWindowEndsIsDropped() {
    List<ContactId> people = workshop.people("window", 2);
    SMTP.refuse(to(people.get(0)), "451 4.3.0 later");
    long wave =
        workshop.wave(people, Optional.of(rig.clock().instant().plus(Duration.ofMinutes(2))));
    workshop.sendAll();

    rig.clock().tick(Duration.ofMinutes(2));
    SMTP.refuse(to(people.get(0)), "250 ok");
    workshop.sendAll();

    assertThat(workshop.counts(wave).dropped()).isEqualTo(Map.of("WINDOW_ENDED", 1L));
    assertThat(SMTP.recipients()).hasSize(1);
  }

  @Test
  void aDropWinsOverAHoldAndWhatIsHeldLeavesLater() {
    List<ContactId> people = workshop.people("held", 2);
    long wave = workshop.wave(people, Optional.empty());
    workshop.withdraw(people.get(0));
    workshop.checks.add((group, _) -> group.stream()
        .collect(Collectors.toMap(
            Function.identity(),
            _ ->
                new Verdict.Hold(rig.clock().instant().plus(Duration.ofHours(1)), "QUIET_HOURS"))));

    workshop.sendAll();
    assertThat(workshop.counts(wave).dropped()).isEqualTo(Map.of("WITHDRAWN", 1L));
    assertThat(lines(wave))
        .anyMatch(line ->
            line.state() == MessageState.HELD && line.reason().equals(Optional.of("QUIET_HOURS")));
    workshop.checks.clear();
    workshop.sendAll();
    assertThat(SMTP.recipients()).isEmpty();
    rig.clock().tick(Duration.ofHours(1));
    workshop.sendAll();

    assertThat(SMTP.recipients()).containsExactly(to(people.get(1)));
  }

  @Test
  void aCheckFromAboveDropsForItsOwnReason() {
    long wave = workshop.wave(workshop.people("exited", 2), Optional.empty());
    workshop.checks.add((group, _) -> group.stream()
        .collect(Collectors.toMap(Function.identity(), _ -> new Verdict.Drop(NoMail.EXITED))));

    workshop.sendAll();

    assertThat(workshop.counts(wave).dropped()).isEqualTo(Map.of("EXITED", 2L));
    assertThat(workshop.told).allMatch(told -> told.dropped().equals(Optional.of(NoMail.EXITED)));
  }

  /** A37, D2: nothing but the functional links is personal, and no link names the person. */
  @Test
  void twoPeoplesMailsDifferInTheirFunctionalLinksOnly() {
    workshop.wave(workshop.people("alike", 2), Optional.empty());

    workshop.sendAll();

    List<String> bodies = SMTP.mails().stream()
        .map(mail -> mail.text()
            .substring(mail.text().indexOf("\r\n\r\n"))
            .replace("=\r\n", "")
            .replace("=2E", "."))
        .toList();
    assertThat(bodies)
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allSatisfy(body ->
            assertThat(body).contains("/u/", "/s/", "/p/").doesNotContain("@", "%40", "alike"));
    assertThat(bodies.get(0).replaceAll("/[psu]/[A-Za-z0-9_.-]+", "/TOKEN"))
        .isEqualTo(bodies.get(1).replaceAll("/[psu]/[A-Za-z0-9_.-]+", "/TOKEN"));
  }

  private boolean stop(long wave) {
    return rig.database().write(() -> rig.bean(WaveStops.class).stop(wave));
  }

  private Chunks.Chunk chunk(long wave) {
    return rig.bean(Chunks.class).unheld(wave, workshop.machine.instant()).getFirst();
  }

  private List<WaveLines.Line> lines(long wave) {
    return rig.bean(WaveLines.class).list(wave, Optional.empty(), 0, 100);
  }

  private WaveLines.Line line(long wave, ContactId person) {
    return lines(wave).stream()
        .filter(line -> line.contactId() == person.value())
        .findFirst()
        .orElseThrow();
  }

  private String to(ContactId person) {
    return workshop.addressOf(person).forSending();
  }

  private static int bounces(ContactId person) {
    assertThat(rig.bean(Contacts.class).find(person)).isPresent();
    return rig.database()
        .first(
            "SELECT hard_bounces FROM contact WHERE contact_id = ?",
            row -> row.getInt("hard_bounces"),
            person.value())
        .orElseThrow();
  }
}
