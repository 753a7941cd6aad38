package io.reveil.testing;

import io.micronaut.context.annotation.Primary;
import io.reveil.subscription.Stopwatch;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Stands still, waits for nobody, and notes until when it was asked to wait. */
@Singleton
@Primary
public final class TestStopwatch implements Stopwatch {
  private final List<Duration> waits = new ArrayList<>();

  @Override
  public long nanos() {
    return 0;
  }

  @Override
  public synchronized void waitUntil(long nanos) {
    waits.add(Duration.ofNanos(nanos));
  }

  /** The moments after their requests at which answers left, since this was last asked. */
  public synchronized List<Duration> waits() {
    List<Duration> all = List.copyOf(waits);
    waits.clear();
    return all;
  }
}
