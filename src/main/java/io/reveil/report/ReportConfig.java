package io.reveil.report;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.Period;

/**
 * How results are counted.
 *
 * @param attribution how long after entering a campaign a purchase counts for the comparison (F5, F8)
 */
@ConfigurationProperties("reveil.report")
record ReportConfig(@NotNull Period attribution) {
  ReportConfig {
    if (!LocalDate.EPOCH.plus(attribution).isAfter(LocalDate.EPOCH)) {
      throw Fault.invalid(
          "reveil.report.attribution",
          "reveil.report.attribution: the period must be longer than nothing, as in P30D.");
    }
  }
}
