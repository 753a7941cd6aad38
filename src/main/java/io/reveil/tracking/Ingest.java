package io.reveil.tracking;

import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.reveil.content.TemplateLinks;
import io.reveil.job.Database;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what was fetched, and answers when it is committed, or on disk while the database is away. Whoever comes while
 * a commit runs is in the next, so that one commit serves as many as there are; the queue is bounded, and so is the wait.
 */
@Singleton
class Ingest implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int GROUP = 500;
  /** A person does not wait longer for a page only to be counted. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Database database;
  private final Recorder recorder;
  private final HitSpool spool;
  private final TemplateLinks links;
  private final MeterRegistry meters;
  private final BlockingQueue<Waiting> queue;
  private final Thread writer = Thread.ofPlatform().name("hits").daemon().unstarted(this::write);
  private volatile boolean ends;

  Ingest(
      Database database,
      Recorder recorder,
      HitSpool spool,
      TemplateLinks links,
      TrackingConfig config,
      MeterRegistry meters) {
    this.database = database;
    this.recorder = recorder;
    this.spool = spool;
    this.links = links;
    this.meters = meters;
    this.queue = new ArrayBlockingQueue<>(config.waiting());
  }

  private record Waiting(Fetched fetched, CompletableFuture<Boolean> done) {}

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    links.remember();
    writer.start();
  }

  @PreDestroy
  void end() throws InterruptedException {
    ends = true;
    writer.interrupt();
    writer.join(LONGEST_WAIT);
  }

  /** Whether it is safe now; the reader goes on all the same. */
  boolean take(Fetched fetched) {
    Waiting waiting = new Waiting(fetched, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      lose(waiting);
    }
    return await(waiting.done());
  }

  private void lose(Waiting waiting) {
    meters.counter("reveil.hits.unrecorded").increment();
    waiting.done().complete(false);
  }

  private static boolean await(CompletableFuture<Boolean> done) {
    try {
      return done.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException _) {
      return false;
    }
  }

  private void write() {
    List<Waiting> group = new ArrayList<>(GROUP);
    while (!ends) {
      try {
        group.add(queue.take());
        queue.drainTo(group, GROUP - 1);
        commit(group);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        group.clear();
      }
    }
  }

  /** Once it is known that the database is away, nobody waits to find that out again. */
  private void commit(List<Waiting> group) {
    if (database.isMissed()) {
      group.forEach(this::keep);
      return;
    }
    try {
      recorder.record(group.stream().map(Waiting::fetched).toList());
      group.forEach(one -> one.done().complete(true));
    } catch (RuntimeException e) {
      if (Database.isAway(e)) {
        group.forEach(this::keep);
      } else {
        LOG.error("{} hits could not be recorded", group.size(), e);
        group.forEach(this::lose);
      }
    }
  }

  private void keep(Waiting one) {
    try {
      spool.keep(one.fetched());
      one.done().complete(true);
    } catch (RuntimeException e) {
      LOG.error("a hit could be kept neither in the database nor on disk", e);
      lose(one);
    }
  }
}
