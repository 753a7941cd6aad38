package io.reveil.consent.seal;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Ids;
import io.reveil.job.Recurring;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Closes a block over the events that none holds yet, whenever they were committed (E8). Nodes need not agree who seals:
 * the number of a block is its primary key, so that of two the second writes nothing.
 */
@Singleton
public class Sealer implements Recurring {
  /** A block is one transaction; more events make more blocks. */
  static final int LARGEST = 4_096;
  /** How much older than its neighbours a late event may be and still be found without reading the whole ledger. */
  private static final Duration LATE = Duration.ofDays(1);

  private static final String KEY_MISSING =
      "This node lacks the key that closed the newest block of the ledger, and leaves the next to nodes that have it:"
          + " copy keys/seal.keys from the node that rotated; no restart is needed. If none rotated, run"
          + " ./reveil ledger verify: the block was then written past Réveil.";

  private final Closing closing;
  private final SealBlocks blocks;
  private final Witness witness;
  private final Clock machine;
  private final SealConfig config;
  private final SealState state;
  private Instant wholeAt = Instant.MIN;
  private long from;
  private long waitingFrom;

  Sealer(
      Closing closing,
      SealBlocks blocks,
      Witness witness,
      @Named("machine") Clock machine,
      SealConfig config,
      SealState state) {
    this.closing = closing;
    this.blocks = blocks;
    this.witness = witness;
    this.machine = machine;
    this.config = config;
    this.state = state;
  }

  @Override
  public String name() {
    return "seal";
  }

  @Override
  public Duration pause() {
    return config.every();
  }

  @Override
  public synchronized boolean round() {
    try {
      boolean more = sealBesideTheWitness();
      if (!more) {
        lookForTheOldest();
      }
      return more;
    } catch (RuntimeException e) {
      if (!Database.isAway(e)) {
        state.stopped(sentence(e));
        lookForTheOldest();
      }
      throw e;
    }
  }

  private static String sentence(RuntimeException e) {
    return e instanceof Witness.Contradicts || e instanceof UncheckedIOException
        ? String.valueOf(e.getMessage())
        : "Blocks of the ledger cannot be closed; the log of this node says why.";
  }

  /** From where it was found last: another node may have sealed it meanwhile, and nothing older waits. */
  private void lookForTheOldest() {
    Optional<SealBlocks.Unsealed> oldest =
        blocks.unsealed(waitingFrom, 1).stream().findFirst();
    waitingFrom = oldest.map(SealBlocks.Unsealed::eventId).orElseGet(this::window);
    state.waiting(oldest.map(SealBlocks.Unsealed::recordedAt));
  }

  /** The witness is told before and after: what a crash kept from it, the next round brings. */
  private boolean sealBesideTheWitness() {
    witness.catchUp();
    lookBackOnceADay();
    boolean more = seal();
    witness.catchUp();
    return more;
  }

  /** The first round and one a day read the whole ledger: an event may be of a node whose clock was wrong. */
  private void lookBackOnceADay() {
    Instant now = machine.instant();
    if (wholeAt.isBefore(now.minus(LATE))) {
      wholeAt = now;
      from = 0;
    }
  }

  private boolean seal() {
    try {
      return closing.close(from, LARGEST).map(this::goOn).orElseGet(this::leaveToOthers);
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return true;
      }
      throw e;
    }
  }

  private boolean goOn(Closing.Closed closed) {
    state.sealed();
    boolean full = closed.read().size() == LARGEST;
    long last = full ? closed.read().getLast().eventId() : Long.MAX_VALUE;
    state.foreign(
        from, last, closed.foreign().stream().map(SealBlocks.Unsealed::eventId).toList());
    if (!closed.again()) {
      from = full ? Math.max(last, from + 1) : window();
      waitingFrom = from;
    }
    return full || closed.again();
  }

  private boolean leaveToOthers() {
    state.stopped(KEY_MISSING);
    return false;
  }

  /** An id from the future, as of a node whose clock was wrong, must not hide what comes until then. */
  private long window() {
    Instant newest = Ids.madeAt(blocks.newestEvent());
    Instant now = machine.instant();
    Instant latest = newest.isBefore(now) ? newest : now;
    return Math.max(0, Ids.lowestOf(latest.minus(LATE)));
  }
}
