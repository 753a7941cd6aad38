package io.reveil.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryConfigTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  /** (B25) */
  @Test
  void theShippedFileTriesForFourDays() {
    DeliveryConfig shipped = rig.bean(DeliveryConfig.class);

    assertThat(shipped.retry()).startsWith(Duration.ofMinutes(5)).isSorted();
    assertThat(shipped.giveUp()).isEqualTo(Duration.ofDays(4));
    assertThat(shipped.lanes()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT5M, PT96H, lease",
    "PT-30S, PT5M, PT96H, lease",
    "PT30S, PT0S, PT96H, retry",
    "PT30S, PT5M, PT4M, give-up"
  })
  void aWrongValueIsRefusedByName(
      Duration lease, Duration retry, Duration giveUp, String property) {
    assertThatThrownBy(() -> new DeliveryConfig(
            4,
            lease,
            List.of(retry),
            giveUp,
            "",
            Map.of("x", "x.example"),
            Map.of("default", "1/s")))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.delivery." + property + " (")
        .hasMessageContaining("does not lie between");
  }
}
