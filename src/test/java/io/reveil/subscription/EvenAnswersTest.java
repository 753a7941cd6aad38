package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** (B27) */
class EvenAnswersTest {
  private final Hand stopwatch = new Hand();
  private final EvenAnswers answers = new EvenAnswers(stopwatch);

  /** A stopwatch moved by hand, which notes until when one waits. */
  private static final class Hand implements Stopwatch {
    private static final long STARTED = Long.MAX_VALUE - 1_000;

    private final List<Duration> waits = new ArrayList<>();
    private long nanos = STARTED;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public void waitUntil(long moment) {
      waits.add(Duration.ofNanos(moment - STARTED));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, PT0.06S",
    "PT0.0027S, PT0.06S",
    "PT0.0073S, PT0.06S",
    "PT0.06S, PT0.06S",
    "PT0.060001S, PT0.12S",
    "PT0.2S, PT0.24S"
  })
  void theAnswerLeavesAtAWholeStepAfterTheRequestHoweverLongTheWorkTook(
      Duration work, Duration leaves) {
    String answer = answers.answer(() -> {
      stopwatch.nanos += work.toNanos();
      return "sent";
    });

    assertThat(answer).isEqualTo("sent");
    assertThat(stopwatch.waits).containsExactly(leaves);
  }

  @Test
  void aFailureLeavesAtTheSameMoment() {
    assertThatThrownBy(() -> answers.answer(() -> {
          throw new IllegalStateException("gone");
        }))
        .hasMessage("gone");

    assertThat(stopwatch.waits).containsExactly(EvenAnswers.STEP);
  }

  @Test
  void theStopwatchOfTheMachineReturnsWhenTheMomentHasCome() {
    Stopwatch machine = new MachineStopwatch();
    long moment = machine.nanos() + Duration.ofMillis(2).toNanos();

    machine.waitUntil(moment);

    assertThat(machine.nanos() - moment).isNotNegative();
  }
}
