package io.reveil.consent.seal;

import static java.util.stream.Collectors.joining;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How this node's last round of sealing went, in memory: for who must not ask the database, or lacks one. */
@Singleton
class SealState {
  private static final Logger LOG = LoggerFactory.getLogger(SealState.class);
  /** As many are named, and as many remembered. */
  private static final int NAMED = 5;

  private static final int MOST = 1_000;

  private final Clock clock;
  private volatile Optional<String> fault = Optional.empty();
  private volatile Optional<Instant> waitingSince = Optional.empty();
  private volatile SortedSet<Long> foreign = new TreeSet<>();

  SealState(Clock clock, MeterRegistry meters) {
    this.clock = clock;
    Gauge.builder("reveil.ledger.unsealed.age", this, SealState::secondsWaiting)
        .baseUnit("seconds")
        .description("Age of the oldest event that the last round of sealing left without a block")
        .register(meters);
  }

  void sealed() {
    fault = Optional.empty();
  }

  void stopped(String why) {
    fault = Optional.of(why);
  }

  /** When the oldest event was recorded that the round left without a block. */
  void waiting(Optional<Instant> since) {
    waitingSince = since;
  }

  /**
   * Which events a round left out although nothing else stands in their way: they are not as Réveil wrote them (E8).
   *
   * @param first and last, between which these are all there are
   */
  void foreign(long first, long last, Collection<Long> events) {
    SortedSet<Long> known = new TreeSet<>(foreign);
    known.removeIf(event -> event >= first && event <= last);
    known.addAll(events);
    while (known.size() > MOST) {
      known.removeLast();
    }
    if (!foreign.containsAll(known)) {
      LOG.error("{}", sentence(known));
    }
    foreign = known;
  }

  /** What the ledger holds that Réveil never wrote; empty while all is well. */
  Optional<String> foreign() {
    return foreign.isEmpty() ? Optional.empty() : Optional.of(sentence(foreign));
  }

  private static String sentence(SortedSet<Long> events) {
    return "Events of the ledger were added or changed past Réveil, and are not sealed: "
        + events.stream().limit(NAMED).map(String::valueOf).collect(joining(", "))
        + (events.size() > NAMED ? " and more" : "")
        + ". Keep a copy of the database and run ./reveil ledger verify.";
  }

  /** Why no block is closed; empty while all is well. */
  Optional<String> fault() {
    return fault;
  }

  private double secondsWaiting() {
    return waitingSince
        .map(since -> Duration.between(since, clock.instant()).toMillis() / 1_000.0)
        .orElse(0.0);
  }
}
