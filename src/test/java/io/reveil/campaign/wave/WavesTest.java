package io.reveil.campaign.wave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class WavesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static int campaigns;

  private final Base base = new Base(rig);
  private final WaveControl control = rig.bean(WaveControl.class);
  private final String campaign = "waves-" + ++campaigns;
  private final String key = "2026-11-21." + campaigns;
  private final List<ContactId> people = new ArrayList<>();

  @BeforeEach
  void forty() {
    for (int i = 0; i < 40; i++) {
      people.add(base.silent());
    }
    base.apply(campaign, "20%");
  }

  /** What one test let in must not stand in the way of the next. */
  @AfterEach
  void leave() {
    for (String table : new String[] {"contact", "activity", "enrolment", "slot", "wave"}) {
      rig.database().update("DELETE FROM " + table);
    }
  }

  /** (A13): who cannot be shown to have agreed is not asked by e-mail to agree. */
  @Test
  void aPlanSaysWhomTheWaveWouldReachAndWritesNothingElse() {
    base.claimed();
    base.claimed();
    base.known();
    base.withdraw(people.getFirst());

    Wave wave = control.plan(campaign, key, "test");

    assertThat(wave.state()).isEqualTo(WaveState.PLANNED);
    assertThat(wave.people().matched()).isEqualTo(43);
    assertThat(wave.people().notPlanned())
        .containsEntry("EVIDENCE_MISSING", 2L)
        .containsEntry("NO_BASIS", 1L)
        .containsEntry("WITHDRAWN", 1L)
        .hasSize(3);
    assertThat(wave.people().planned() + wave.people().heldOut()).isEqualTo(39);
    assertThat(wave.people().heldOut()).isPositive();
    assertThat(wave.heldOutDigest()).isPresent();
    assertThat(rig.count("enrolment")).isZero();
    assertThat(rig.count("slot")).isZero();
  }

  /** (F10) */
  @Test
  void aRunReachesExactlyWhomThePlanForetold() {
    base.known();
    Wave plan = control.plan(campaign, key, "test");

    Wave run = base.run(campaign, key);

    assertThat(run.planned()).isTrue();
    assertThat(run.people()).isEqualTo(plan.people());
    assertThat(run.heldOutDigest()).isEqualTo(plan.heldOutDigest());
    assertThat(rig.count("enrolment")).isEqualTo(40);
    assertThat(queued()).isEqualTo(plan.people().planned());
  }

  /** (F7) */
  @Test
  void aSecondPlanHoldsOutTheSamePeopleEvenByANewVersion() {
    Wave first = control.plan(campaign, key, "test");
    base.apply(Base.document(campaign, "20%") + "# another text\n");

    Wave second = control.plan(campaign, key + ".b", "test");

    assertThat(second.version()).isEqualTo(2);
    assertThat(second.heldOutDigest()).isEqualTo(first.heldOutDigest());
  }

  /** (F13) */
  @Test
  void aSecondTriggerOfTheSameWaveQueuesNothing() {
    base.run(campaign, key);
    long queued = queued();
    base.silent();

    Wave again = base.run(campaign, key);

    assertThat(queued()).isEqualTo(queued);
    assertThat(again.people().matched()).isEqualTo(40);
    assertThat(rig.count("wave")).isEqualTo(1);
  }

  /** (F13) */
  @Test
  void parallelTriggersAndPlannersMakeOneWave() throws Exception {
    CountDownLatch ready = new CountDownLatch(4);
    try (ExecutorService schedulers = Executors.newFixedThreadPool(4)) {
      List<Future<Wave>> waves = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Callable<Wave> trigger = () -> {
          ready.countDown();
          ready.await();
          control.run(campaign, key, "test");
          rig.bean(Planning.class).round();
          return base.wave(campaign, key);
        };
        waves.add(schedulers.submit(trigger));
      }
      for (Future<Wave> wave : waves) {
        wave.get();
      }
    }
    base.plan();

    assertThat(rig.count("wave")).isEqualTo(1);
    assertThat(base.wave(campaign, key).people().matched()).isEqualTo(40);
    assertThat(queued()).isEqualTo(base.wave(campaign, key).people().planned());
  }

  @Test
  void aKillBetweenASliceAndItsMarkPlansNobodyTwice() {
    Wave foretold = control.plan(campaign, key, "test");
    Wave wave = control.run(campaign, key, "test");
    Slices slices = rig.bean(Slices.class);
    PlanningMarks planning = rig.bean(PlanningMarks.class);
    slices.plan(wave);
    slices.slice(wave, planning.of(wave).orElseThrow());
    slices.slice(wave, planning.of(wave).orElseThrow());

    base.plan();

    assertThat(base.wave(campaign, key).people()).isEqualTo(foretold.people());
    assertThat(base.wave(campaign, key).heldOutDigest()).isEqualTo(foretold.heldOutDigest());
    assertThat(queued()).isEqualTo(foretold.people().planned());
  }

  @Test
  void aPlannerThatWasOvertakenWritesNothing() {
    Wave wave = control.run(campaign, key, "test");
    PlanningMarks.Marks old = rig.bean(PlanningMarks.class).of(wave).orElseThrow();
    control.pause(campaign, key);
    control.resume(campaign, key);

    assertThat(rig.bean(Slices.class).slice(wave, old)).isEmpty();
    assertThat(rig.count("enrolment")).isZero();
  }

  @Test
  void aPausedWavePlansNobodyUntilItIsResumed() {
    control.run(campaign, key, "test");
    control.pause(campaign, key);
    base.plan();
    assertThat(rig.count("enrolment")).isZero();

    control.resume(campaign, key);
    base.plan();

    assertThat(rig.count("enrolment")).isEqualTo(40);
  }

  @Test
  void aStoppedWaveStaysStopped() {
    base.run(campaign, key);

    assertThat(control.stop(campaign, key).state()).isEqualTo(WaveState.STOPPED);
    assertThat(control.stop(campaign, key).state()).isEqualTo(WaveState.STOPPED);
    assertThat(control.run(campaign, key, "test").state()).isEqualTo(WaveState.STOPPED);
    assertThatThrownBy(() -> control.resume(campaign, key))
        .isInstanceOf(Fault.class)
        .hasMessage("Wave " + key + " is STOPPED and cannot become RUNNING.");
  }

  @Test
  void whatAWaveCannotDoNowIsRefusedAndChangesNothing() {
    control.plan(campaign, key, "test");

    assertThatThrownBy(() -> control.pause(campaign, key)).isInstanceOf(Fault.class);
    assertThatThrownBy(() -> control.resume(campaign, key)).isInstanceOf(Fault.class);
    assertThat(base.wave(campaign, key).state()).isEqualTo(WaveState.PLANNED);
  }

  @Test
  void theKeyOfAnotherCampaignOrVersionIsRefusedByName() {
    base.run(campaign, key);
    base.apply(campaign + "b", "0%");

    assertThatThrownBy(() -> control.run(campaign + "b", key, "test"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("names a wave of campaign " + campaign + ";");
    base.apply(Base.document(campaign, "30%"));
    assertThatThrownBy(() -> control.run(campaign, key, "test"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("belongs to version 1 of " + campaign);
  }

  @Test
  void aPlannedWaveIsRunByTheVersionItWasForecastBy() {
    control.plan(campaign, key, "test");
    base.apply(Base.document(campaign, "30%"));

    assertThatThrownBy(() -> control.run(campaign, key, "test"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("belongs to version 1 of " + campaign)
        .hasMessageContaining("Plan it again");
    assertThat(control.plan(campaign, key, "test").version()).isEqualTo(2);
    assertThat(base.run(campaign, key).version()).isEqualTo(2);
  }

  /** (F4) */
  @Test
  void twoCampaignsOfOnePurposeNeverHoldTheSamePerson() {
    base.run(campaign, key);
    base.apply(campaign + "b", "0%");

    Wave second = base.run(campaign + "b", key + ".b");

    assertThat(second.people().notPlanned()).containsExactly(entry("OTHER_CAMPAIGN", 40L));
    assertThat(rig.count("enrolment")).isEqualTo(40);
  }

  @Test
  void whoWasInACampaignIsNotLetInAgain() {
    base.run(campaign, key);
    ContactId late = base.silent();

    Wave next = base.run(campaign, key + ".b");

    assertThat(next.people().notPlanned()).containsEntry("ALREADY_ENROLLED", 40L);
    assertThat(next.people().matched()).isEqualTo(41);
    assertThat(base.enrolment(late).waveId()).isEqualTo(next.id());
  }

  private long queued() {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM message WHERE wave_id = ?",
            row -> row.getLong(1),
            base.wave(campaign, key).id())
        .orElseThrow();
  }
}
