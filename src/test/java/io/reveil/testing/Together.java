package io.reveil.testing;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Races: works on threads of their own that begin at the same moment. */
public final class Together {
  private Together() {}

  /** Returns when all have ended; what one of them throws is thrown. */
  public static void run(Callable<?>... works) throws Exception {
    CyclicBarrier start = new CyclicBarrier(works.length);
    try (ExecutorService threads = Executors.newFixedThreadPool(works.length)) {
      List<? extends Future<?>> running = Arrays.stream(works)
          .map(work -> threads.submit(() -> {
            start.await();
            return work.call();
          }))
          .toList();
      for (Future<?> one : running) {
        one.get();
      }
    }
  }
}
