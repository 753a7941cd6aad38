package io.reveil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportConfigTest {
  @ParameterizedTest
  @ValueSource(strings = {"P0D", "P-30D", "P1M-40D"})
  void aPeriodWithoutDaysIsRefusedByName(Period attribution) {
    assertThatThrownBy(() -> new ReportConfig(attribution))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.report.attribution (REVEIL_REPORT_ATTRIBUTION): ");
  }

  @Test
  void monthsAreAPeriodToo() {
    assertThat(new ReportConfig(Period.ofMonths(2)).attribution()).isEqualTo(Period.ofMonths(2));
  }
}
