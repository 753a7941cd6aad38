package io.reveil.consent.verify;

import io.reveil.consent.history.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How far a verification is, and what it found; read by whoever shows it while it runs. */
class Tally implements Faults {
  /** So many faults are told; all are counted. */
  static final int TOLD = 1_000;

  private final LongAdder blocks = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder unsealed = new LongAdder();
  private final LongAdder erased = new LongAdder();
  private final LongAdder erasedPeople = new LongAdder();
  private final LongAdder faults = new LongAdder();
  private volatile int witnessedFrom;
  private final List<String> told = new ArrayList<>();

  void witnessedFrom(int block) {
    witnessedFrom = block;
  }

  void block() {
    blocks.increment();
  }

  void events(long more, long moreUnsealed) {
    events.add(more);
    unsealed.add(moreUnsealed);
  }

  /** All events of somebody who was erased. */
  void erased(long more) {
    erased.add(more);
    erasedPeople.increment();
  }

  /** What somebody wrote into the database cannot break the line. */
  @Override
  public synchronized void add(String sentence) {
    faults.increment();
    if (told.size() < TOLD) {
      told.add(sentence.replaceAll("\\p{Cntrl}", " "));
    }
  }

  /** Faults beside {@link #TOLD} others. */
  void untold(long more) {
    faults.add(more);
  }

  synchronized Verdict verdict() {
    return new Verdict(
        events.sum(),
        unsealed.sum(),
        erased.sum(),
        erasedPeople.sum(),
        blocks.sum(),
        witnessedFrom,
        List.copyOf(told),
        faults.sum());
  }
}
