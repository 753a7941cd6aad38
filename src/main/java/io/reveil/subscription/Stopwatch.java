package io.reveil.subscription;

/** Time that only goes forward, whatever becomes of the clocks, and waiting for a moment of it. */
public interface Stopwatch {
  /** Nanoseconds since some moment; only differences mean anything. */
  long nanos();

  /** Returns at this moment, or at once when it is over. */
  void waitUntil(long nanos);
}
