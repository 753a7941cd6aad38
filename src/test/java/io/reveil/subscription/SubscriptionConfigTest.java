package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionConfigTest {
  /** (A12, D9) */
  @ParameterizedTest
  @CsvSource({
    "PT59M, P28D, confirm-within",
    "P31D, P28D, confirm-within",
    "P7D, P6D, forget-after",
    "P7D, P31D, forget-after"
  })
  void aWrongValueIsRefusedByName(Duration confirmWithin, Duration forgetAfter, String property) {
    assertThatThrownBy(() -> new SubscriptionConfig(confirmWithin, forgetAfter))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription." + property + " (")
        .hasMessageContaining("it must lie between");
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    Duration longest = Duration.ofDays(30);

    assertThat(new SubscriptionConfig(longest, longest).forgetAfter()).isEqualTo(longest);
  }
}
