package io.reveil.subscription;

import jakarta.inject.Singleton;
import java.util.concurrent.locks.LockSupport;

/** The stopwatch of this machine. Waiting costs a virtual thread, and no other. */
@Singleton
class MachineStopwatch implements Stopwatch {
  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /** A server that stops interrupts whoever waits: then the answer leaves early. */
  @Override
  public void waitUntil(long nanos) {
    long left = nanos - nanos();
    while (left > 0 && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(left);
      left = nanos - nanos();
    }
  }
}
