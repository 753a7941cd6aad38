package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionConfigTest {
  private static final Duration PAUSE = Duration.ofDays(180);

  /** (A12, D9) */
  @ParameterizedTest
  @CsvSource({
    "PT59M, P28D, confirm-within",
    "P31D, P28D, confirm-within",
    "P7D, P6D, forget-after",
    "P7D, P31D, forget-after"
  })
  void aWrongValueIsRefusedByName(Duration confirmWithin, Duration forgetAfter, String property) {
    assertThatThrownBy(() -> with(confirmWithin, forgetAfter))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription." + property + " (")
        .hasMessageContaining("it must lie between");
  }

  @Test
  void theBoundsThemselvesAreAllowed() {
    Duration longest = Duration.ofDays(30);

    assertThat(with(longest, longest).forgetAfter()).isEqualTo(longest);
  }

  /** (B26) */
  @ParameterizedTest
  @CsvSource({
    "0, PT10M, 60/h, burst (",
    "200, PT1S, 60/h, burst-within (",
    "200, PT10M, 60, held-rate (",
    "200, PT10M, 0/h, held-rate ("
  })
  void aWrongMeasureOfAFormIsRefusedByName(
      int burst, Duration within, String rate, String property) {
    assertThatThrownBy(() -> new SubscriptionConfig(
            Duration.ofDays(7),
            Duration.ofDays(28),
            burst,
            within,
            rate,
            "",
            3,
            Duration.ofMinutes(1),
            PAUSE))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription." + property);
  }

  /** (B26): an address has a day between two mails. */
  @ParameterizedTest
  @ValueSource(strings = {"PT23H", "P7D", "48h", "none"})
  void aReminderTooSoonOrTooLateIsRefusedByName(String after) {
    assertThatThrownBy(() -> remindingAfter(after))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription.remind-after (")
        .hasMessageContaining("leave it empty");
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT1M, crowd (",
    "1000001, PT1M, crowd (",
    "3, PT0.5S, crowd-within (",
    "3, PT11M, crowd-within ("
  })
  void aCrowdOfNobodyOrForeverIsRefusedByName(int crowd, Duration within, String property) {
    assertThatThrownBy(() -> new SubscriptionConfig(
            Duration.ofDays(7),
            Duration.ofDays(28),
            200,
            Duration.ofMinutes(10),
            "60/h",
            "",
            crowd,
            within,
            PAUSE))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription." + property);
  }

  @Test
  void anEmptySettingRemindsNobody() {
    assertThat(remindingAfter(" ").reminder()).isEmpty();
    assertThat(remindingAfter("P2D").reminder()).contains(Duration.ofDays(2));
  }

  private static SubscriptionConfig remindingAfter(String after) {
    return new SubscriptionConfig(
        Duration.ofDays(7),
        Duration.ofDays(28),
        200,
        Duration.ofMinutes(10),
        "60/h",
        after,
        3,
        Duration.ofMinutes(1),
        PAUSE);
  }

  private static SubscriptionConfig with(Duration confirmWithin, Duration forgetAfter) {
    return new SubscriptionConfig(
        confirmWithin,
        forgetAfter,
        200,
        Duration.ofMinutes(10),
        "60/h",
        "",
        3,
        Duration.ofMinutes(1),
        PAUSE);
  }

  /** (A36) */
  @Test
  void aPauseShorterThanHalfAYearIsRefusedByName() {
    assertThatThrownBy(() -> new SubscriptionConfig(
            Duration.ofDays(7),
            Duration.ofDays(28),
            200,
            Duration.ofMinutes(10),
            "60/h",
            "",
            3,
            Duration.ofMinutes(1),
            PAUSE.minusSeconds(1)))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.subscription.ask-tracking-again (")
        .hasMessageContaining("P180D");
  }
}
