package io.reveil.consent.history;

import io.reveil.testing.Rig;

/** Checks of histories for tests that read in their own way. */
public final class Histories {
  private Histories() {}

  public static HistoryCheck reading(LedgerPages pages, Rig rig) {
    return new HistoryCheck(pages, rig.bean(EventCheck.class));
  }
}
