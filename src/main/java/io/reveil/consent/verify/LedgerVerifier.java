package io.reveil.consent.verify;

import io.reveil.consent.wording.Notices;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads all of the ledger once, in the order it lies in, and stops at the first fault. Memory does not grow with it. */
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
