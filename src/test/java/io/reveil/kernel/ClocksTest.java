package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Installations;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private final Clocks clocks = new Clocks();

  @Test
  void aTrialStartsWhereItIsTold() {
    Instant start = Instant.parse("2026-11-21T12:00:00Z");

    assertThat(clocks.business(null, installation(start.toString())).instant())
        .isBetween(start, start.plus(Duration.ofMinutes(1)));
  }

  @Test
  void timesHaveMicrosecondsAtMost() {
    assertInMicroseconds(clocks.machine().instant());
    assertInMicroseconds(clocks.business(null, installation("")).instant());
  }

  private static void assertInMicroseconds(Instant time) {
    assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
  }

  private static Installation installation(String clock) {
    return Installations.at(Path.of("."), "http://127.0.0.1", clock);
  }
}
