package io.reveil.tracking.judging;

import static io.reveil.tracking.HitClass.HUMAN_CONFIRMED;
import static io.reveil.tracking.HitClass.HUMAN_LIKELY;
import static io.reveil.tracking.HitClass.SCAN;
import static io.reveil.tracking.HitClass.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.activity.Signal;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import io.reveil.tracking.judging.HitBase.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Another version of the rules judges what is there, and the raw hits stay (C4). */
@Tag("sql")
class RejudgingTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.tracking.sign-of-life", "HUMAN_LIKELY"));

  private final HitBase base = new HitBase(rig);
  private final Rejudgings runs = rig.bean(Rejudgings.class);
  private Reader ada;

  @BeforeEach
  void aScannerAndAPerson() {
    rig.empty();
    ada = base.reader("example.org");
    base.scanner(base.reader("example.org"));
    rig.clock().tick(Duration.ofHours(3));
    base.click(ada, 4);
    base.judge();
  }

  private Rejudging again(int rules, Instant from) {
    Rejudging run = runs.start(rules, from, "test");
    base.rounds("RejudgingRound");
    return runs.find(run.id()).orElseThrow();
  }

  /** (C4) With HUMAN_LIKELY configured, a click that is most likely a person's is a sign of life. */
  @Test
  void theInstallationSaysHowSureTheJudgeMustBe() {
    assertThat(base.clicks(ada)).containsExactly(new Signal.Clicked(ada.mail(), true));
    assertThat(base.lastSign(ada)).isEqualTo(LocalDate.of(2026, 11, 21));
  }

  /** (C4) Decision 7: the sign of life stands, and is counted and named as one that the rules no longer support. */
  @Test
  void otherRulesChangeClassesAndCountersAndNotTheHits() {
    List<String> raw = base.raw();

    Rejudging run = again(4, Instant.EPOCH);

    assertThat(base.classes()).isEqualTo(Map.of(SCAN, 9L, UNKNOWN, 1L));
    assertThat(base.counted()).isEqualTo(base.classes());
    assertThat(base.raw()).isEqualTo(raw);
    assertThat(run)
        .extracting(Rejudging::hits, Rejudging::changed, Rejudging::raised, Rejudging::unsupported)
        .containsExactly(10L, 1L, 0L, 1L);
    assertThat(base.clicks(ada)).hasSize(1);
    assertThat(base.lastSign(ada)).isEqualTo(LocalDate.of(2026, 11, 21));
    assertThat(rig.database()
            .first(
                "SELECT reasons FROM hit_verdict WHERE contact_id = ?",
                row -> row.getString(1),
                ada.contact().value()))
        .hasValue("COHERENT,WAS_HUMAN");
  }

  /** (C4) */
  @Test
  void judgedBackItIsAsBeforeAndNothingIsToldTwice() {
    Map<?, ?> before = base.classes();
    again(4, Instant.EPOCH);

    Rejudging back = again(3, Instant.EPOCH);

    assertThat(base.classes()).isEqualTo(before);
    assertThat(base.counted()).isEqualTo(before);
    assertThat(back.raised()).isZero();
    assertThat(base.clicks(ada)).hasSize(1);
    assertThat(rig.count("hit_rejudging")).isEqualTo(2);
  }

  /** A click that becomes a person's is told of, at the time it was made. */
  @Test
  void aClickThatIsHumanNowIsToldOf() {
    rig.database().update("DELETE FROM contact_signal WHERE kind = 'CLICKED'");
    rig.database()
        .update("UPDATE hit_verdict SET hit_class = 'UNKNOWN' WHERE hit_class = ?", HUMAN_LIKELY);

    assertThat(again(3, Instant.EPOCH).raised()).isEqualTo(1);
    assertThat(base.clicks(ada)).hasSize(1);
  }

  /** (C4) Older rules took whoever leaves for a person: which clicks those were is told, and what followed stands. */
  @Test
  void aClickThatOnlyAOneClickConfirmedIsNamed() {
    Reader bob = base.reader("example.org");
    rig.clock().tick(Duration.ofHours(1));
    base.click(bob, 1);
    rig.clock().tick(Duration.ofSeconds(90));
    base.leave(bob);
    base.judge();
    again(1, Instant.EPOCH);
    assertThat(base.classes()).isEqualTo(Map.of(SCAN, 9L, HUMAN_LIKELY, 1L, HUMAN_CONFIRMED, 1L));

    Rejudging run = again(3, Instant.EPOCH);
    Rejudging once = again(3, Instant.EPOCH);

    assertThat(base.classes()).isEqualTo(Map.of(SCAN, 9L, HUMAN_LIKELY, 2L));
    assertThat(base.counted()).isEqualTo(base.classes());
    assertThat(run.unsupported()).isEqualTo(1);
    assertThat(once.unsupported()).isZero();
    assertThat(rig.database()
            .list(
                "SELECT contact_id FROM hit_verdict WHERE reasons = 'COHERENT,WAS_HUMAN'",
                row -> row.getLong(1)))
        .containsExactly(bob.contact().value());
  }

  /** (A33): of who ended the measuring since, other rules change nothing. */
  @Test
  void whoEndedTheMeasuringKeepsTheVerdictAndSetsNothingOff() {
    rig.database().update("DELETE FROM contact_signal WHERE kind = 'CLICKED'");
    base.endMeasuring(ada);
    Map<?, ?> before = base.classes();

    Rejudging run = again(4, Instant.EPOCH);

    assertThat(run.hits()).isEqualTo(9);
    assertThat(base.classes()).isEqualTo(before);
    assertThat(base.counted()).isEqualTo(before);
    assertThat(base.clicks(ada)).isEmpty();
    assertThat(rig.count("hit")).isEqualTo(10);
  }

  @Test
  void onlyHitsFromTheDayAskedForAreJudgedAnew() {
    assertThat(again(4, rig.clock().instant()).hits()).isZero();
    assertThat(base.classes()).containsEntry(HUMAN_LIKELY, 1L);
  }

  /** Killed between two slices, it goes on where it was; what waits for its first verdict is left alone. */
  @Test
  void itGoesOnAtItsMark() {
    for (int i = 0; i < 600; i++) {
      base.click(ada, i % 3);
    }
    base.judge();
    base.click(ada, 1);
    Rejudging run = runs.start(4, Instant.EPOCH, "test");
    RejudgingRound work = rig.bean(RejudgingRound.class);

    assertThat(work.round()).isTrue();
    assertThat(runs.find(run.id()).orElseThrow().hits()).isEqualTo(500);
    base.rounds("RejudgingRound");

    assertThat(runs.find(run.id()).orElseThrow().hits()).isEqualTo(610);
    assertThat(base.counted()).isEqualTo(base.classes());
    assertThat(rig.count("hit_group")).isEqualTo(1);
  }

  @Test
  void oneIsUnderWayAtATimeAndAVersionThatIsNoneIsRefused() {
    Rejudging first = runs.start(4, Instant.EPOCH, "test");

    assertThat(runs.start(4, Instant.EPOCH, "other").id()).isEqualTo(first.id());
    assertThatThrownBy(() -> runs.start(3, Instant.EPOCH, "other"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("being judged anew by rules 4");
    assertThatThrownBy(() -> runs.start(9, Instant.EPOCH, "other"))
        .hasMessage("There is no version 9 of the rules; the newest is 4.");
  }
}
