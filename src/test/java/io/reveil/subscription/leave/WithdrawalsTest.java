package io.reveil.subscription.leave;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ledger.Objection;
import org.junit.jupiter.api.Test;

/** The words of a withdrawal that was kept while the database was away: they lie on disks, and go on being read (B5). */
class WithdrawalsTest {
  @Test
  void whatStoppedAndHowItWasSaidKeepTheirNames() {
    assertThat(Leaving.Scope.values()).extracting(Enum::name).contains("PURPOSE", "ALL");
    assertThat(Objection.Means.values())
        .extracting(Enum::name)
        .contains("ONE_CLICK", "PAGE", "PREFERENCES", "NOT_ME");
  }
}
