package io.reveil.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The most that the heap held after a collection while something ran: what that needed, without its garbage. */
final class Heap implements AutoCloseable {
  private static final long PAUSE_NANOS = 20_000_000;

  private final Thread watch = Thread.ofPlatform().daemon().start(this::watch);
  private volatile boolean closed;
  private volatile long most;

  private void watch() {
    while (!closed) {
      most = Math.max(most, collected());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static long collected() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .flatMap(pool -> Optional.ofNullable(pool.getCollectionUsage()).stream())
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  /** From now on, after what was there before has been collected. */
  static Heap watched() {
    System.gc();
    return new Heap();
  }

  long megabytes() {
    return Math.max(most, collected()) >> 20;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(watch);
  }
}
