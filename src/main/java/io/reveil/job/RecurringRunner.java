package io.reveil.job;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs each recurring work on a thread of its own from the moment the server answers until it stops. */
@Singleton
@Requires(property = "reveil.job.enabled", notEquals = "false")
class RecurringRunner implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(RecurringRunner.class);

  private final List<Recurring> works;
  private final long patienceSeconds;
  private final int haste;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  RecurringRunner(List<Recurring> works, JobConfig config) {
    this.works = works;
    this.patienceSeconds = config.patienceSeconds();
    this.haste = config.haste();
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    for (Recurring work : works) {
      threads.add(Thread.ofVirtual().name(work.name()).start(() -> repeat(work)));
    }
  }

  private void repeat(Recurring work) {
    try {
      boolean more = false;
      long pause = work.pause().dividedBy(haste).toMillis();
      while (!stop.await(more ? 0 : pause, TimeUnit.MILLISECONDS)) {
        more = round(work);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A round that fails is logged and comes round again: the edge of all background work. */
  private static boolean round(Recurring work) {
    try {
      return work.round();
    } catch (RuntimeException e) {
      LOG.error("{} failed and will be tried again", work.name(), e);
      return false;
    }
  }

  /** Lets rounds under way end, so that a stopped server leaves nothing in doubt. */
  @PreDestroy
  void stop() throws InterruptedException {
    stop.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(patienceSeconds));
    }
  }
}
