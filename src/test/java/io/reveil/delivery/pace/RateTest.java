package io.reveil.delivery.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {
  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aBucketFillsAtItsRateAndKeepsTheRestOfTheTime() {
    Rate rate = Rate.parse("pace", "20/s");

    Rate.Level level = rate.fill(new Rate.Level(0, START), START.plusMillis(120));

    assertThat(level.tokens()).isEqualTo(2);
    assertThat(level.at()).isEqualTo(START.plusMillis(100));
    assertThat(rate.fill(level, START.plusMillis(150)).tokens()).isEqualTo(3);
  }

  @Test
  void aRestFillsOneSecondsWorthAndNoMore() {
    Rate fast = Rate.parse("pace", "20/s");
    Rate slow = Rate.parse("pace", "6/h");

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

  @Test
  void whatIsNoRateIsRefusedByName() {
    for (String text : new String[] {"", "20", "0/s", "20/day", "-1/s", "10000000/s"}) {
      assertThatThrownBy(() -> Rate.parse("reveil.delivery.pace.google", text))
          .as(text)
          .isInstanceOf(Fault.class)
          .hasMessageContaining("reveil.delivery.pace.google");
    }
  }
}
