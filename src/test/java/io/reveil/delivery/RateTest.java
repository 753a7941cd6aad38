package io.reveil.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aBucketFillsAtItsRateAndKeepsTheRestOfTheTime() {
    Rate rate = Rate.find("20/s").orElseThrow();

    Rate.Level level = rate.fill(new Rate.Level(0, START), START.plusMillis(120));

    assertThat(level.tokens()).isEqualTo(2);
    assertThat(level.at()).isEqualTo(START.plusMillis(100));
    assertThat(rate.fill(level, START.plusMillis(150)).tokens()).isEqualTo(3);
  }

  @Test
  void aRestFillsOneSecondsWorthAndNoMore() {
    Rate fast = Rate.find("20/s").orElseThrow();
    Rate slow = Rate.find("6/h").orElseThrow();

    assertThat(
            fast.fill(new Rate.Level(0, START), START.plus(Duration.ofDays(1))).tokens())
        .isEqualTo(20);
    assertThat(slow.fill(new Rate.Level(0, START), START.plus(Duration.ofMinutes(9)))
            .tokens())
        .isZero();
    assertThat(slow.fill(new Rate.Level(0, START), START.plus(Duration.ofMinutes(10)))
            .tokens())
        .isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20", "0/s", "20/day", "-1/s", "10000000/s"})
  void allElseIsNoRate(String text) {
    assertThat(Rate.find(text)).isEmpty();
  }
}
