package io.reveil.consent.verify;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** How far a verification is; read by whoever shows it while it runs. */
class Tally {
  private final LongAdder blocks = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder unsealed = new LongAdder();
  private final LongAdder erased = new LongAdder();
  private final LongAdder erasedPeople = new LongAdder();

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

  Verdict verdict(Optional<String> fault) {
    return new Verdict(
        events.sum(), unsealed.sum(), erased.sum(), erasedPeople.sum(), blocks.sum(), fault);
  }
}
