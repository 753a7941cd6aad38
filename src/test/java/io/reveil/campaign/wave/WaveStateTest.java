package io.reveil.campaign.wave;

import static io.reveil.campaign.WaveState.DONE;
import static io.reveil.campaign.WaveState.PAUSED;
import static io.reveil.campaign.WaveState.PLANNED;
import static io.reveil.campaign.WaveState.RUNNING;
import static io.reveil.campaign.WaveState.STOPPED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.WaveState;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WaveStateTest {
  private static final Map<WaveState, Set<WaveState>> MAY_FOLLOW = Map.of(
      PLANNED, Set.of(RUNNING, STOPPED),
      RUNNING, Set.of(PAUSED, DONE, STOPPED),
      PAUSED, Set.of(RUNNING, STOPPED),
      DONE, Set.of(),
      STOPPED, Set.of());

  @ParameterizedTest
  @EnumSource
  void onlyThePairsOfTheTableAreAllowed(WaveState from) {
    for (WaveState to : WaveState.values()) {
      assertThat(from.mayBecome(to))
          .as("%s to %s", from, to)
          .isEqualTo(MAY_FOLLOW.getOrDefault(from, Set.of()).contains(to));
    }
  }
}
