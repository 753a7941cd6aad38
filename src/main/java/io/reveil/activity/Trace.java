package io.reveil.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What an {@code activity} row says, and what a signal makes of it. Signals may come in any order: only a sign of life
 * later than all before moves anything.
 */
record Trace(LocalDate silentSince, Optional<Sign> lastSign, boolean hasCrmEvent, int exposures) {

  /** The last sign of life, on its day in the controller's zone. */
  record Sign(Instant at, LocalDate on, String kind) {}

  /** Somebody we came to know and have not heard of. */
  static Trace silentSince(LocalDate known) {
    return new Trace(known, Optional.empty(), false, 0);
  }

  /** Silence counts from the last sign of life alone: an import is none (A21), whenever it came. */
  Trace after(Signal signal, Instant at, LocalDate on) {
    boolean crm = hasCrmEvent || signal instanceof Signal.CrmEvent;
    boolean moves =
        signal.isSignOfLife() && lastSign.map(sign -> at.isAfter(sign.at())).orElse(true);
    return moves
        ? new Trace(on, Optional.of(new Sign(at, on, signal.kind())), crm, 0)
        : new Trace(silentSince, lastSign, crm, exposures);
  }
}
