package io.reveil.delivery.lane;

import io.reveil.delivery.Kinds;
import io.reveil.delivery.gate.Preparation;
import io.reveil.delivery.gate.Ready;
import io.reveil.delivery.pace.Pace;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outbox;
import io.reveil.delivery.queue.Outbox.Waiting;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.queue.Settling;
import io.reveil.delivery.smtp.Relays;
import io.reveil.job.Database;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Scrub;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single mails, and whatever waits for another try, in groups of at most ten, each passing the gate again. */
@Singleton
class OutboxWork {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxWork.class);
  private static final Duration ASIDE = Duration.ofMinutes(5);

  private final Database database;
  private final Outbox outbox;
  private final Messages messages;
  private final Kinds kinds;
  private final Preparation preparation;
  private final Settling settling;
  private final Sending sending;
  private final Alarm alarm;
  private final Pace pace;
  private final Silence silence;
  private final Clock clock;
  private final Tenure tenure;
  private final Heartbeat heartbeat;

  OutboxWork(
      Database database,
      Outbox outbox,
      Messages messages,
      Kinds kinds,
      Preparation preparation,
      Settling settling,
      Sending sending,
      Alarm alarm,
      Pace pace,
      Silence silence,
      Tenure tenure,
      Heartbeat heartbeat,
      Clock clock) {
    this.database = database;
    this.outbox = outbox;
    this.messages = messages;
    this.kinds = kinds;
    this.preparation = preparation;
    this.settling = settling;
    this.sending = sending;
    this.alarm = alarm;
    this.pace = pace;
    this.silence = silence;
    this.clock = clock;
    this.tenure = tenure;
    this.heartbeat = heartbeat;
  }

  /** What is about to leave, and the rows that say so. */
  record Claimed(List<Ready> ready, Map<Long, Waiting> rows, Instant until) {
    /** Both, until the earlier of their ends. */
    Claimed and(Claimed other) {
      List<Ready> bothReady = new ArrayList<>(ready);
      bothReady.addAll(other.ready());
      Map<Long, Waiting> bothRows = new HashMap<>(rows);
      bothRows.putAll(other.rows());
      return new Claimed(
          bothReady, bothRows, until.isBefore(other.until()) ? until : other.until());
    }
  }

  /** Offers one group of what is due; nothing while this node is to be silent. */
  Worked round(Relays.Line relay) {
    if (silence.isKept()) {
      return Worked.NOTHING;
    }
    Set<String> dry = new HashSet<>();
    List<Waiting> chosen = choose(dry);
    if (chosen.isEmpty()) {
      return dry.isEmpty() ? Worked.NOTHING : Worked.PACED;
    }
    Claimed claimed = claimWhatCanBe(chosen);
    Sending.Sent sent;
    try (Heartbeat.Hold hold =
        heartbeat.keep(claimed.until(), until -> outbox.renew(claimed.rows().values(), until))) {
      sent = sending.send(claimed.ready(), relay, () -> hold.isSafe() && !silence.isKept());
    }
    alarm.look(sent.outcomes());
    settle(claimed, sent.outcomes());
    return sent.relayIsUp() ? Worked.SOMETHING : Worked.RELAY_AWAY;
  }

  /** At most a group of those whose provider may have mail now; adds the groups that may not. */
  private List<Waiting> choose(Set<String> dry) {
    List<Waiting> chosen = new ArrayList<>();
    int known;
    do {
      known = dry.size();
      for (Waiting waiting : outbox.due(clock.instant(), tenure.now(), dry)) {
        if (chosen.size() < ChunkWork.GROUP && !dry.contains(waiting.group())) {
          if (pace.take(waiting.group(), 1) == 1) {
            chosen.add(waiting);
          } else {
            dry.add(waiting.group());
          }
        }
      }
    } while (chosen.isEmpty() && dry.size() > known);
    chosen.sort(Comparator.comparing(Waiting::contact).thenComparingLong(Waiting::message));
    return chosen;
  }

  /** One message that cannot be prepared must not keep the others back: then each is claimed for itself. */
  private Claimed claimWhatCanBe(List<Waiting> chosen) {
    Instant until = tenure.until();
    try {
      return claim(chosen);
    } catch (Fault | IllegalStateException e) {
      if (chosen.size() > 1) {
        return chosen.stream()
            .map(waiting -> claimWhatCanBe(List.of(waiting)))
            .reduce(new Claimed(List.of(), Map.of(), until), Claimed::and);
      }
      setAside(chosen.getFirst(), until, e);
      return new Claimed(List.of(), Map.of(), until);
    }
  }

  private void setAside(Waiting waiting, Instant until, RuntimeException e) {
    LOG.error(
        "message {} cannot be prepared and waits: {}",
        waiting.message(),
        Scrub.text(String.valueOf(e.getMessage())));
    database.write(() -> outbox
        .claim(waiting, tenure.owner(), until, clock.instant())
        .ifPresent(mine -> outbox.postpone(mine, clock.instant().plus(ASIDE))));
  }

  /** The intent: one transaction, with everything read afresh (B25). */
  Claimed claim(List<Waiting> chosen) {
    Instant until = tenure.until();
    return database.write(() -> {
      Map<Long, Waiting> rows = new HashMap<>();
      List<Queued> group = new ArrayList<>();
      List<Outcome> decided = new ArrayList<>();
      for (Waiting waiting : chosen) {
        Optional<Waiting> mine = outbox.claim(waiting, tenure.owner(), until, clock.instant());
        Optional<Queued> queued =
            mine.flatMap(_ -> messages.find(waiting.contact(), waiting.message()));
        queued.ifPresentOrElse(
            found -> {
              rows.put(waiting.message(), mine.orElseThrow());
              if (isInDoubt(waiting, found)) {
                decided.add(new Outcome.InDoubt(found));
              } else {
                group.add(found);
              }
            },
            () -> mine.ifPresent(outbox::remove));
      }
      Preparation.Prepared prepared = preparation.prepare(group);
      decided.addAll(prepared.decided());
      record(rows, decided);
      decided.forEach(outcome -> rows.remove(outcome.of().message().id()));
      return new Claimed(prepared.ready(), rows, until);
    });
  }

  /** A crash came between its intent and its outcome. What somebody waits for is sent again all the same. */
  private boolean isInDoubt(Waiting waiting, Queued queued) {
    return waiting.meant().isPresent() && !kinds.isTransactional(queued.message());
  }

  /** What was offered is settled, the rest of the group waits on; rows lost to another lane change nothing. */
  void settle(Claimed claimed, List<Outcome> outcomes) {
    database.write(() -> {
      record(claimed.rows(), outcomes);
      claimed.ready().stream()
          .skip(outcomes.size())
          .map(ready -> claimed.rows().get(ready.message().id()))
          .forEach(outbox::release);
    });
  }

  private void record(Map<Long, Waiting> rows, List<Outcome> outcomes) {
    settling.settle(outcomes.stream()
        .filter(outcome -> Optional.ofNullable(rows.get(outcome.of().message().id()))
            .filter(row -> outcome
                .due()
                .map(due -> outbox.postpone(row, due))
                .orElseGet(() -> outbox.remove(row)))
            .isPresent())
        .toList());
  }
}
