package io.reveil.delivery.lane;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.smtp.Relays;
import io.reveil.job.JobConfig;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of this node: threads with a connection to the relay each, several for waves and one for single mails, so
 * that nobody who waits for a confirmation waits for a wave. Platform threads: virtual ones cost a third of the rate.
 */
@Singleton
@Requires(property = "reveil.job.enabled", notEquals = "false")
class Lanes implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
  private static final Duration IDLE = Duration.ofMillis(300);
  private static final Duration FOR_TOKENS = Duration.ofMillis(50);
  private static final Duration FIRST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final OutboxWork outbox;
  private final ChunkWork chunks;
  private final Relays relays;
  private final int lanes;
  private final long patienceSeconds;
  private final Duration idle;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  Lanes(OutboxWork outbox, ChunkWork chunks, Relays relays, DeliveryConfig config, JobConfig job) {
    this.outbox = outbox;
    this.chunks = chunks;
    this.relays = relays;
    this.lanes = config.lanes();
    this.patienceSeconds = job.patienceSeconds();
    this.idle = IDLE.dividedBy(job.haste());
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    start("outbox", outbox::round);
    for (int lane = 1; lane <= lanes; lane++) {
      start("lane-" + lane, chunks::round);
    }
  }

  private void start(String name, Function<Relays.Line, Worked> work) {
    threads.add(Thread.ofPlatform().name(name).start(() -> repeat(name, work)));
  }

  private void repeat(String name, Function<Relays.Line, Worked> work) {
    Duration rest = Duration.ZERO;
    try (Relays.Line relay = relays.line()) {
      while (!stop.await(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        rest = restAfter(round(name, work, relay), rest);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A relay that is away is asked again after ever longer rests. */
  private Duration restAfter(Worked worked, Duration before) {
    return switch (worked) {
      case SOMETHING -> Duration.ZERO;
      case NOTHING -> idle;
      case PACED -> FOR_TOKENS;
      case RELAY_AWAY -> {
        Duration longer = before.multipliedBy(2);
        if (longer.compareTo(FIRST_REST) < 0) {
          yield FIRST_REST;
        }
        yield longer.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : longer;
      }
    };
  }

  /** A round that fails is logged and comes round again: the edge of a lane. */
  private static Worked round(String name, Function<Relays.Line, Worked> work, Relays.Line relay) {
    try {
      return work.apply(relay);
    } catch (RuntimeException e) {
      LOG.error("{} failed and will be tried again", name, e);
      return Worked.RELAY_AWAY;
    }
  }

  /** Lets groups under way end, so that a stopped server leaves nothing in doubt. */
  @PreDestroy
  void stop() throws InterruptedException {
    stop.countDown();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(patienceSeconds));
    }
  }
}
