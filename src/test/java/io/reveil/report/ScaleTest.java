package io.reveil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  @ParameterizedTest
  @CsvSource({"-0.036, 0.045", "0.01, 0.033", "-0.5, -0.1", "-0.0004, 0.0002", "-1, 1", "0, 0"})
  void zeroAndBothEndsAreOnTheAxis(double low, double high) {
    Scale scale = Scale.around(low, high);

    assertThat(Double.parseDouble(scale.at(0))).isBetween(0.0, 100.0);
    assertThat(Double.parseDouble(scale.at(low))).isBetween(0.0, 100.0);
    assertThat(Double.parseDouble(scale.at(high))).isBetween(0.0, 100.0);
    assertThat(scale.ticks()).hasSizeBetween(1, 8);
  }

  @Test
  void ticksStandAtRoundPoints() {
    assertThat(Scale.around(-0.036, 0.045).ticks())
        .extracting(tick -> Map.copyOf(tick).get("label"))
        .containsExactly("\u22124.0", "\u22122.0", "0.0", "2.0", "4.0");
  }
}
