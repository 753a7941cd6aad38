package io.reveil.subscription;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets answers leave at one moment after their request, so that the time they took does not tell who is known: a new
 * address costs a mail in the queue, a known one may cost nothing (B27).
 */
@Singleton
public class EvenAnswers {
  /** Several times what the work takes. */
  static final Duration STEP = Duration.ofMillis(60);

  private final Stopwatch stopwatch;

  EvenAnswers(Stopwatch stopwatch) {
    this.stopwatch = stopwatch;
  }

  /** Answers one step after now; work that takes longer waits for the next whole step. A failure waits as well. */
  public <T> T answer(Supplier<T> work) {
    long received = stopwatch.nanos();
    try {
      return work.get();
    } finally {
      long taken = stopwatch.nanos() - received;
      long steps = Math.max(1, Math.ceilDiv(taken, STEP.toNanos()));
      stopwatch.waitUntil(received + steps * STEP.toNanos());
    }
  }
}
