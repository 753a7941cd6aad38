package io.reveil.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingTest {
  /** A small wave is seen to end at once; one of hours is not counted four times a second. */
  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0.25S",
    "PT1S, PT0.25S",
    "PT2.5S, PT0.25S",
    "PT10S, PT1S",
    "PT50S, PT5S",
    "PT3H, PT5S"
  })
  void theLongerItTakesTheSeldomerItAsks(Duration waited, Duration pause) {
    assertThat(Waiting.pauseAfter(waited)).isEqualTo(pause);
  }
}
