package io.reveil.delivery.lane;

import io.reveil.delivery.gate.Preparation;
import io.reveil.delivery.gate.Ready;
import io.reveil.delivery.pace.Pace;
import io.reveil.delivery.queue.Chunks;
import io.reveil.delivery.queue.Chunks.Chunk;
import io.reveil.delivery.queue.Messages;
import io.reveil.delivery.queue.Outbox;
import io.reveil.delivery.queue.Outcome;
import io.reveil.delivery.queue.Queued;
import io.reveil.delivery.queue.Settling;
import io.reveil.delivery.queue.Switches;
import io.reveil.delivery.smtp.Relays;
import io.reveil.job.Database;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The messages of waves, chunk by chunk, in groups of at most ten. One transaction settles a group and writes the intent
 * of the next: a mail leaves only after its intent is committed, so that a crash leaves at most one group in doubt
 * (promises 3 and 5).
 */
@Singleton
class ChunkWork {
  static final int GROUP = 10;

  private final Database database;
  private final Chunks chunks;
  private final Messages messages;
  private final Outbox outbox;
  private final Switches switches;
  private final Preparation preparation;
  private final Settling settling;
  private final Sending sending;
  private final Alarm alarm;
  private final Pace pace;
  private final Silence silence;
  private final Tenure tenure;
  private final Heartbeat heartbeat;

  ChunkWork(
      Database database,
      Chunks chunks,
      Messages messages,
      Outbox outbox,
      Switches switches,
      Preparation preparation,
      Settling settling,
      Sending sending,
      Alarm alarm,
      Pace pace,
      Silence silence,
      Tenure tenure,
      Heartbeat heartbeat) {
    this.database = database;
    this.chunks = chunks;
    this.messages = messages;
    this.outbox = outbox;
    this.switches = switches;
    this.preparation = preparation;
    this.settling = settling;
    this.sending = sending;
    this.alarm = alarm;
    this.pace = pace;
    this.silence = silence;
    this.tenure = tenure;
    this.heartbeat = heartbeat;
  }

  /** Takes a chunk and works on it until it is done, or pace, a pause, the relay or a silence of this node ends it. */
  Worked round(Relays.Line relay) {
    if (silence.isKept()) {
      return Worked.NOTHING;
    }
    List<String> groups = new ArrayList<>(chunks.groups(tenure.now()));
    if (groups.isEmpty()) {
      return Worked.NOTHING;
    }
    Collections.shuffle(groups);
    boolean paced = false;
    for (String group : groups) {
      int tokens = pace.take(group, pace.batch(group, GROUP));
      Optional<HeldChunk> held = tokens == 0 ? Optional.empty() : claimOne(group, tokens);
      if (held.isPresent()) {
        return work(held.get(), relay);
      }
      paced |= tokens == 0;
    }
    return paced ? Worked.PACED : Worked.NOTHING;
  }

  private Optional<HeldChunk> claimOne(String group, int tokens) {
    List<Chunk> candidates = new ArrayList<>(chunks.claimable(group, tenure.now()));
    Collections.shuffle(candidates);
    for (Chunk candidate : candidates) {
      Optional<HeldChunk> held = claim(candidate, tokens);
      if (held.isPresent()) {
        return held;
      }
    }
    return Optional.empty();
  }

  /** Takes a chunk. What its last holder meant to send and never settled is in doubt, and is not sent again. */
  Optional<HeldChunk> claim(Chunk free, int tokens) {
    Instant until = tenure.until();
    return database.write(() -> {
      Optional<Chunk> mine =
          chunks.move(free, free.intentTo(), free.intentTo(), tenure.owner(), until);
      mine.ifPresent(
          _ -> settle(messages.between(free.id(), free.settledTo(), free.intentTo()).stream()
              .<Outcome>map(Outcome.InDoubt::new)
              .toList()));
      return mine.map(chunk -> new HeldChunk(chunk, until, tokens, List.of()));
    });
  }

  private Worked work(HeldChunk claimed, Relays.Line relay) {
    Optional<HeldChunk> held = advance(claimed, List.of());
    while (held.isPresent()) {
      HeldChunk mine = held.get();
      List<Ready> ready = mine.ready();
      Sending.Sent sent;
      try (Heartbeat.Hold hold =
          heartbeat.keep(mine.until(), until -> chunks.renew(mine.chunk(), until))) {
        sent = sending.send(ready, relay, () -> hold.isSafe() && !silence.isKept());
      }
      alarm.look(sent.outcomes());
      if (sent.outcomes().size() < ready.size()) {
        giveBack(mine, sent.outcomes());
        return sent.relayIsUp() ? Worked.SOMETHING : Worked.RELAY_AWAY;
      }
      held = advance(mine, sent.outcomes());
      if (!sent.relayIsUp()) {
        held.ifPresent(rest -> giveBack(rest, List.of()));
        return Worked.RELAY_AWAY;
      }
    }
    return Worked.SOMETHING;
  }

  /**
   * Settles the last group and writes the intent of the next, in one transaction, with everything read afresh (B8).
   * Empty: the chunk is done, or given back, or was somebody else's by now and nothing was changed. Where the next group
   * cannot be judged, the last is settled all the same.
   */
  Optional<HeldChunk> advance(HeldChunk held, List<Outcome> outcomes) {
    int tokens = held.tokens() > 0
        ? held.tokens()
        : pace.take(held.chunk().group(), pace.batch(held.chunk().group(), GROUP));
    Instant until = tenure.until();
    try {
      return database.write(() -> advance(held.chunk(), outcomes, tokens, until));
    } catch (Fault e) {
      database.write(() -> release(held.chunk(), outcomes, false));
      throw e;
    }
  }

  private Optional<HeldChunk> advance(
      Chunk chunk, List<Outcome> outcomes, int tokens, Instant until) {
    List<Queued> group = messages.next(chunk.id(), chunk.intentTo(), Math.clamp(tokens, 1, GROUP));
    boolean mayGo = tokens > 0 && !isPaused(chunk.wave()) && !silence.isKept();
    if (group.isEmpty() || !mayGo) {
      release(chunk, outcomes, group.isEmpty());
      return Optional.empty();
    }
    long intentTo = group.getLast().message().contact().value();
    return chunks.move(chunk, chunk.intentTo(), intentTo, tenure.owner(), until).map(mine -> {
      settle(outcomes);
      Preparation.Prepared prepared = preparation.prepare(group);
      settle(prepared.decided());
      return new HeldChunk(mine, until, tokens - group.size(), prepared.ready());
    });
  }

  private void release(Chunk chunk, List<Outcome> outcomes, boolean done) {
    if (chunks.release(chunk, chunk.intentTo(), done)) {
      settle(outcomes);
    }
  }

  /** Gives a chunk back in the middle of a group: the intent is narrowed to what was offered. */
  private void giveBack(HeldChunk held, List<Outcome> offered) {
    long settledTo = held.ready().isEmpty()
        ? held.chunk().intentTo()
        : held.ready().get(offered.size()).message().contact().value() - 1;
    database.write(() -> {
      if (chunks.release(held.chunk(), settledTo, false)) {
        settle(offered);
      }
    });
  }

  private void settle(List<Outcome> outcomes) {
    settling.settle(outcomes);
    outcomes.forEach(outcome -> outcome
        .due()
        .ifPresent(due -> outbox.insert(outcome.of().message(), outcome.of().group(), due)));
  }

  private boolean isPaused(long wave) {
    return switches.of(List.of(wave)).get(wave) == Switches.Setting.PAUSED;
  }
}
