package io.reveil.consent.verify;

import io.reveil.consent.history.Broken;
import io.reveil.consent.wording.Notices;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Reads all of the ledger and stops at the first fault: the blocks with their leaves in the order of their numbers, then
 * the events with leaves, values and fold in the order of their subjects, and last what no event leads to. Leaves and the
 * names of values are so read twice. Memory does not grow with the ledger.
 */
@Singleton
public class LedgerVerifier {
  private final Notices notices;
  private final ChainCheck chain;
  private final RowCheck rows;
  private final StrayCheck strays;

  LedgerVerifier(Notices notices, ChainCheck chain, RowCheck rows, StrayCheck strays) {
    this.notices = notices;
    this.chain = chain;
    this.rows = rows;
    this.strays = strays;
  }

  public Verdict run() {
    return run(new Tally());
  }

  Verdict run(Tally tally) {
    Optional<String> fault = Optional.empty();
    try {
      WordingCheck wordings = new WordingCheck(notices.list());
      rows.run(wordings, chain.run(tally), tally);
      strays.run();
    } catch (Broken e) {
      fault = Optional.of(String.valueOf(e.getMessage()));
    }
    return tally.verdict(fault);
  }
}
