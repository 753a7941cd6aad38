package io.reveil.consent.verify;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** How far a verification is; read by whoever shows it while it runs. */
class Tally {
  private final LongAdder blocks = new LongAdder();
  private final LongAdder events = new LongAdder();
  private final LongAdder unsealed = new LongAdder();
  private final LongAdder erased = new LongAdder();

  void block() {
    blocks.increment();
  }

  void events(long more, long moreUnsealed, long moreErased) {
    events.add(more);
    unsealed.add(moreUnsealed);
    erased.add(moreErased);
  }

  Verdict verdict(Optional<String> fault) {
    return new Verdict(events.sum(), unsealed.sum(), erased.sum(), blocks.sum(), fault);
  }
}
