package io.reveil.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final LocalDate KNOWN = LocalDate.parse("2026-11-01");
  private static final Signal PURCHASE =
      new Signal.CrmEvent("purchase", Optional.empty(), Optional.empty());

  @Test
  void theFirstSignOfLifeCountsEvenIfItIsOlderThanTheImport() {
    Trace trace = after(Trace.silentSince(KNOWN), PURCHASE, "2025-05-04T12:00:00Z");

    assertThat(trace.silentSince()).isEqualTo("2025-05-04");
    assertThat(trace.hasCrmEvent()).isTrue();
  }

  @Test
  void aSignThatIsToldLateMovesNothingBack() {
    Trace stayed = after(Trace.silentSince(KNOWN), new Signal.Stayed(7), "2026-11-10T12:00:00Z");
    Trace trace = after(stayed, PURCHASE, "2026-11-09T12:00:00Z");

    assertThat(trace.silentSince()).isEqualTo("2026-11-10");
    assertThat(trace.lastSign().map(Trace.Sign::kind)).hasValue("STAYED");
    assertThat(trace.hasCrmEvent())
        .as("a purchase is known of, whenever it was told")
        .isTrue();
  }

  @Test
  void aNewSignOfLifeStartsTheCountOfMailsAfresh() {
    Trace mailed = new Trace(KNOWN, Optional.empty(), false, 4);

    assertThat(after(mailed, new Signal.Stayed(7), "2026-11-10T12:00:00Z").exposures())
        .isZero();
  }

  /** A21: leaving is an answer, and not one that restarts the retention. */
  @Test
  void leavingIsNoSignOfLife() {
    Trace mailed = new Trace(KNOWN, Optional.empty(), false, 4);

    assertThat(after(mailed, new Signal.Unsubscribed(7), "2026-11-10T12:00:00Z"))
        .isEqualTo(mailed);
  }

  private static Trace after(Trace trace, Signal signal, String at) {
    Instant instant = Instant.parse(at);
    return trace.after(signal, instant, LocalDate.ofInstant(instant, ZoneOffset.UTC));
  }
}
