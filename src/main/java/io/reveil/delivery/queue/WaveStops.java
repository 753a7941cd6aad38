package io.reveil.delivery.queue;

import io.reveil.delivery.queue.Chunks.Chunk;
import io.reveil.job.Database;
import io.reveil.kernel.NoMail;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Pauses and ends the sending of waves. Writing methods join the caller's transaction. */
@Singleton
public final class WaveStops {
  private static final int MOST = 1_000;

  private final Database database;
  private final Messages messages;
  private final Chunks chunks;
  private final Outbox outbox;
  private final Switches switches;
  private final Settling settling;
  private final Clock machine;

  WaveStops(
      Database database,
      Messages messages,
      Chunks chunks,
      Outbox outbox,
      Switches switches,
      Settling settling,
      @Named("machine") Clock machine) {
    this.database = database;
    this.messages = messages;
    this.chunks = chunks;
    this.outbox = outbox;
    this.switches = switches;
    this.settling = settling;
    this.machine = machine;
  }

  /** No group of this wave gets a new intent from now on; mails under way end. */
  public void pause(long waveId) {
    switches.pause(waveId);
  }

  public void resume(long waveId) {
    switches.resume(waveId);
  }

  /**
   * Drops what is open, as STOPPED; a bounded part per call. True while there is more. What a lane holds just now it
   * drops itself: the gate lets nothing of a stopped wave through.
   */
  public boolean stop(long waveId) {
    return database.write(() -> {
      switches.stop(waveId);
      for (Chunk chunk : chunks.unheld(waveId, machine.instant())) {
        if (dropAll(chunk)) {
          return true;
        }
      }
      List<Outbox.Waiting> waiting = outbox.unheld(waveId, machine.instant(), MOST);
      waiting.forEach(this::drop);
      return waiting.size() == MOST;
    });
  }

  private boolean dropAll(Chunk chunk) {
    if (!chunks.release(chunk, chunk.intentTo(), true)) {
      return false;
    }
    List<Outcome> outcomes = new ArrayList<>();
    messages
        .between(chunk.id(), chunk.settledTo(), chunk.intentTo())
        .forEach(queued -> outcomes.add(new Outcome.InDoubt(queued)));
    messages
        .between(chunk.id(), chunk.intentTo(), Long.MAX_VALUE)
        .forEach(queued -> outcomes.add(new Outcome.Dropped(queued, NoMail.STOPPED)));
    settling.settle(outcomes);
    return true;
  }

  private void drop(Outbox.Waiting waiting) {
    if (outbox.remove(waiting)) {
      messages
          .find(waiting.contact(), waiting.message())
          .map(queued -> waiting.meant().isPresent()
              ? new Outcome.InDoubt(queued)
              : new Outcome.Dropped(queued, NoMail.STOPPED))
          .ifPresent(outcome -> settling.settle(List.of(outcome)));
    }
  }

  /** Whether no message of the wave waits in a chunk (DEFERRED and HELD finish from the outbox). */
  public boolean isDrained(long waveId) {
    return !chunks.isAnyOpen(waveId);
  }
}
