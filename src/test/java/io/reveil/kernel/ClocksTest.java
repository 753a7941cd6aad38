package io.reveil.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class ClocksTest {
  private final Clocks clocks = new Clocks();

  @Test
  void aTrialStartsWhereItIsTold() {
    Instant start = Instant.parse("2026-11-21T12:00:00Z");

    assertThat(clocks.business(null, start.toString()).instant())
        .isBetween(start, start.plus(Duration.ofMinutes(1)));
  }

  @Test
  void timesHaveMicrosecondsAtMost() {
    assertInMicroseconds(clocks.machine().instant());
    assertInMicroseconds(clocks.business(null, "").instant());
  }

  private static void assertInMicroseconds(Instant time) {
    assertThat(time).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
  }

  @Test
  void aClockThatIsNoInstantIsRefusedByName() {
    assertThatThrownBy(() -> clocks.business(null, "tomorrow"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("REVEIL_CLOCK must be an instant such as 2026-11-21T12:00:00Z");
  }
}
