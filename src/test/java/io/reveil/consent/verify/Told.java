package io.reveil.consent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What a verification told, for the tests that spoil a ledger. */
final class Told {
  private Told() {}

  /** These faults in this order, and none that only follows from another. */
  static void assertExactly(Verdict verdict, String... beginnings) {
    assertThat(verdict.faults())
        .zipSatisfy(
            List.of(beginnings), (fault, beginning) -> assertThat(fault).startsWith(beginning));
    assertThat(verdict.faultCount()).isEqualTo(beginnings.length);
  }
}
