package io.reveil.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The most that the heap held after a whole collection while something ran: what that needed, without its garbage. The
 * collections are its own, one every two seconds: those that the JVM makes by itself leave garbage in the old regions, the
 * more the longer it runs.
 */
final class Heap implements AutoCloseable {
  private static final long PAUSE_NANOS = 2_000_000_000;

  private final Thread watch = Thread.ofPlatform().daemon().start(this::watch);
  private volatile boolean closed;
  private volatile long most;

  private void watch() {
    while (!closed) {
      System.gc();
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

  /** From now on. */
  static Heap watched() {
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
