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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what was fetched, and answers when it is committed, or on disk while the database is away. Whoever comes while
 * a commit runs is in the next, so that one commit serves as many as there are; nobody holds a thread meanwhile. The
 * queue is bounded, and so is the wait.
 */
@Singleton
class Ingest implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final int GROUP = 500;
  /** Two, so that groups are large: a third halves them, and each group costs its statements and its commit again. */
  private static final int WRITERS = 2;
  /** A person does not wait longer for a page only to be counted. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  /** One glance at all who wait costs less than a timer for each. */
  private static final Duration GLANCE = Duration.ofMillis(100);

  private final Database database;
  private final Recorder recorder;
  private final HitSpool spool;
  private final TemplateLinks links;
  private final MeterRegistry meters;
  private final BlockingQueue<Waiting> queue;
  private final List<Writer> writers =
      Stream.generate(Writer::new).limit(WRITERS).toList();
  private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(
      Thread.ofPlatform().name("hits-patience").daemon().factory());
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

  /** @param since by the machine's counter of nanoseconds: what people wait is no business time */
  private record Waiting(
      Fetched fetched, Executor network, long since, CompletableFuture<Boolean> done) {
    boolean isLong() {
      return System.nanoTime() - since >= LONGEST_WAIT.toNanos();
    }
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    links.remember();
    writers.forEach(writer -> writer.thread.start());
    var _ = clerk.scheduleWithFixedDelay(
        this::release, GLANCE.toMillis(), GLANCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Who waits for a commit gets it, and what no writer took up in so long is kept on disk for the next start. A commit that
   * hangs longer is lost to know of: it may have happened, so it is counted and not kept.
   */
  @PreDestroy
  void end() throws InterruptedException {
    ends = true;
    for (Writer writer : writers) {
      writer.thread.join(LONGEST_WAIT.toMillis());
    }
    writers.stream()
        .filter(writer -> writer.thread.isAlive())
        .forEach(writer -> writer.group.forEach(this::lose));
    clerk.shutdownNow();
    List<Waiting> left = new ArrayList<>();
    queue.drainTo(left);
    if (!left.isEmpty()) {
      keep(left);
    }
  }

  /** Whether it is safe, as soon as that is known or the wait is over; the reader goes on all the same. */
  CompletionStage<Boolean> take(Fetched fetched, Executor network) {
    Waiting waiting = new Waiting(fetched, network, System.nanoTime(), new CompletableFuture<>());
    if (ends || !queue.offer(waiting)) {
      lose(waiting);
    }
    return waiting.done();
  }

  private void lose(Waiting waiting) {
    meters.counter("reveil.hits.unrecorded").increment();
    waiting.done().complete(false);
  }

  /** Lets those go on who waited long enough; what they fetched stays in line. */
  private void release() {
    List<Waiting> late = Stream.concat(
            writers.stream().flatMap(writer -> writer.group.stream()), queue.stream())
        .filter(waiting -> waiting.isLong() && !waiting.done().isDone())
        .toList();
    if (!late.isEmpty()) {
      answer(late, false);
    }
  }

  /** One of several: while the disk takes the commit of one, another writes. */
  private final class Writer {
    private final Thread thread = Thread.ofPlatform().name("hits").daemon().unstarted(this::write);
    private volatile List<Waiting> group = List.of();

    /** Until all is written that was taken in: nobody interrupts a commit. */
    private void write() {
      while (!ends || !queue.isEmpty()) {
        try {
          Waiting first = queue.poll(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
          if (first != null) {
            List<Waiting> next = new ArrayList<>(GROUP);
            next.add(first);
            queue.drainTo(next, GROUP - 1);
            group = next;
            commit(next);
          }
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          return;
        } finally {
          group = List.of();
        }
      }
    }
  }

  private void commit(List<Waiting> group) {
    try {
      database.orWithout(() -> record(group), () -> keep(group));
    } catch (RuntimeException e) {
      LOG.error("{} hits could not be recorded", group.size(), e);
      group.forEach(this::lose);
    }
  }

  private void record(List<Waiting> group) {
    recorder.record(group.stream().map(Waiting::fetched).toList());
    answer(group, true);
  }

  private void keep(List<Waiting> group) {
    try {
      spool.keep(group.stream().map(Waiting::fetched).toList());
      answer(group, true);
    } catch (RuntimeException e) {
      LOG.error("{} hits could be kept neither in the database nor on disk", group.size(), e);
      group.forEach(this::lose);
    }
  }

  /** Elsewhere, so that the next commit does not wait for the answers to this one. */
  private void answer(List<Waiting> group, boolean isSafe) {
    group.stream()
        .collect(Collectors.groupingBy(Waiting::network))
        .forEach((network, those) ->
            on(network, () -> those.forEach(one -> one.done().complete(isSafe))));
  }

  /** The threads of connections may end before this does. */
  private static void on(Executor network, Runnable answers) {
    try {
      network.execute(answers);
    } catch (RejectedExecutionException _) {
      answers.run();
    }
  }
}
