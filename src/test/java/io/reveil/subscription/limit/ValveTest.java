package io.reveil.subscription.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** (B26) */
class ValveTest {
  private static final Instant START = TestClock.START;
  private static final Valve.Limit MEASURE =
      new Valve.Limit(100, Duration.ofMinutes(10), Duration.ofMinutes(1));

  @Test
  void whatIsUsualLeavesAtOnceHoweverItComes() {
    assertThat(after(100, START).isHolding()).isFalse();
    assertThat(after(100, START).due(START)).isEqualTo(START);

    Valve steady = Valve.empty(START);
    Instant now = START;
    for (int i = 0; i < 1_000; i++) {
      now = now.plusSeconds(6);
      steady = steady.take(now, MEASURE);
      assertThat(steady.isHolding()).isFalse();
    }
  }

  @Test
  void theOneTooManyAndAllAfterItLeaveOneByOne() {
    Valve over = after(101, START);
    assertThat(over.heldSince()).contains(START);
    assertThat(over.due(START)).isEqualTo(START.plus(MEASURE.gap()));

    assertThat(after(500, START).due(START)).isEqualTo(START.plus(MEASURE.gap().multipliedBy(400)));
  }

  /** It closes by itself at half of the measure, and not at the first breath. */
  @Test
  void calmComesBackByItselfAndWhatIsHeldKeepsItsTime() {
    Valve over = after(200, START);
    Instant soon = START.plus(Duration.ofMinutes(4));
    Instant later = START.plus(Duration.ofMinutes(6));

    assertThat(over.take(soon, MEASURE).isHolding()).isTrue();
    Valve calm = over.take(later, MEASURE);

    assertThat(calm.due(later)).isEqualTo(later);
    assertThat(calm.heldUntil()).isEqualTo(over.heldUntil());
  }

  @Test
  void aSecondBurstWaitsBehindTheFirst() {
    Valve first = after(200, START);
    Instant later = START.plus(Duration.ofMinutes(10));
    Valve second = first;
    for (int i = 0; i < 101; i++) {
      second = second.take(later, MEASURE);
    }

    assertThat(second.due(later)).isEqualTo(first.heldUntil().orElseThrow().plus(MEASURE.gap()));
  }

  private static Valve after(int signUps, Instant at) {
    Valve valve = Valve.empty(at);
    for (int i = 0; i < signUps; i++) {
      valve = valve.take(at, MEASURE);
    }
    return valve;
  }
}
