package io.reveil.campaign.wave;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.delivery.Halts;
import io.reveil.delivery.queue.Switches;
import io.reveil.testing.Rig;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (B23) */
@Tag("sql")
class WaveHaltsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Base base = new Base(rig);
  private final Halts halts = rig.bean(Halts.class);

  @Test
  void aWaveThatRunsPausesKeepsWhyAndGoesOnWhenResumed() {
    base.apply("halted", "0%");
    base.silent();
    rig.bean(WaveControl.class).run("halted", "halted-1", "test");
    Wave wave = base.wave("halted", "halted-1");

    halts.halt(wave.id(), "CONTENT: 554 5.6.0 no");
    halts.halt(wave.id(), "a second group said another thing");

    Wave halted = base.wave("halted", "halted-1");
    assertThat(halted.state()).isEqualTo(WaveState.PAUSED);
    assertThat(halted.haltedBecause()).hasValue("CONTENT: 554 5.6.0 no");
    assertThat(rig.bean(Switches.class).of(List.of(wave.id())))
        .containsValue(Switches.Setting.PAUSED);

    rig.bean(WaveControl.class).resume("halted", "halted-1");
    base.plan();

    assertThat(base.wave("halted", "halted-1").haltedBecause()).isEmpty();
    assertThat(base.wave("halted", "halted-1").planned()).isTrue();
    assertThat(rig.bean(Switches.class).of(List.of(wave.id()))).isEmpty();
  }

  @Test
  void aWaveThatDoesNotRunStaysAsItIs() {
    base.apply("idle", "0%");
    rig.bean(WaveControl.class).plan("idle", "idle-1", "test");

    halts.halt(base.wave("idle", "idle-1").id(), "anything");

    assertThat(base.wave("idle", "idle-1").state()).isEqualTo(WaveState.PLANNED);
    assertThat(base.wave("idle", "idle-1").haltedBecause()).isEmpty();
  }

  /** One wave that cannot be planned keeps no other from its own. */
  @Test
  void aWaveWhoseAudienceIsDeclaredNoLongerPausesAndTheNextIsPlanned() {
    base.apply("bygone", "0%");
    base.apply("present", "0%");
    rig.bean(WaveControl.class).run("bygone", "bygone-1", "test");
    rig.database()
        .update(
            "UPDATE campaign_version SET document = ? WHERE campaign_id = ?",
            Base.document("bygone", "0%")
                .replace("status: { in: [INACTIVE, DORMANT] }", "event: { type: bygone }"),
            base.wave("bygone", "bygone-1").campaignId());

    base.run("present", "present-1");

    assertThat(base.wave("present", "present-1").planned()).isTrue();
    Wave halted = base.wave("bygone", "bygone-1");
    assertThat(halted.state()).isEqualTo(WaveState.PAUSED);
    assertThat(halted.haltedBecause().orElseThrow()).contains("“bygone” is not a kind of event");
  }
}
