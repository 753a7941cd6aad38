package io.reveil.consent.verify;

import io.reveil.consent.wording.Notices;
import jakarta.inject.Singleton;

/**
 * Reads all of the ledger and tells every fault: the wordings, the blocks with their leaves in the order of their
 * numbers, then the events with leaves, values and fold in the order of their subjects, and last what no event or block
 * leads to. After a fault it goes on with whatever does not hang on it. Leaves and the names of values are so read twice.
 * Memory grows neither with the ledger nor with its faults.
 */
@Singleton
public class LedgerVerifier {
  private final Notices notices;
  private final ChainCheck chain;
  private final RowCheck rows;
  private final StrayCheck strays;
  private final EntryCheck entries;

  LedgerVerifier(
      Notices notices, ChainCheck chain, RowCheck rows, StrayCheck strays, EntryCheck entries) {
    this.notices = notices;
    this.chain = chain;
    this.rows = rows;
    this.strays = strays;
    this.entries = entries;
  }

  public Verdict run() {
    return run(new Tally());
  }

  Verdict run(Tally tally) {
    WordingCheck wordings = new WordingCheck(notices, tally);
    rows.run(wordings, chain.run(tally), tally);
    strays.run(tally);
    entries.run(tally);
    return tally.verdict();
  }
}
