package io.reveil.tracking.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.tracking.HitClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How hits are judged is configured, within bounds (C4). */
class JudgingConfigTest {
  @ParameterizedTest
  @CsvSource({
    "5, HUMAN_LIKELY, rules, RULES",
    "0, HUMAN_LIKELY, rules, RULES",
    "3, UNKNOWN, sign-of-life, SIGN_OF_LIFE",
    "3, PROXIED, sign-of-life, SIGN_OF_LIFE"
  })
  void whatCannotBeIsRefusedByName(int rules, HitClass signOfLife, String name, String variable) {
    assertThatThrownBy(() -> new JudgingConfig(rules, signOfLife))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith(
            "reveil.tracking.%s (REVEIL_TRACKING_%s): ".formatted(name, variable));
  }

  @Test
  void theNewestRulesAreTheLastThereAre() {
    assertThat(Rules.find(Rules.NEWEST)).isPresent();
    assertThat(Rules.find(Rules.NEWEST + 1)).isEmpty();
  }
}
