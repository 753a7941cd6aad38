package io.reveil.report;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Period;

/**
 * How results are counted.
 *
 * @param attribution how long after entering a campaign a purchase counts for the comparison (F5, F8)
 */
@ConfigurationProperties("reveil.report")
record ReportConfig(Period attribution) {
  private static final long DAYS_A_YEAR = 365;
  private static final long DAYS_A_MONTH = 30;
  private static final int MOST_DAYS = 3_650;

  ReportConfig {
    long days = attribution.getYears() * DAYS_A_YEAR
        + attribution.getMonths() * DAYS_A_MONTH
        + attribution.getDays();
    Demands.of("reveil.report")
        .that(
            days >= 1 && days <= MOST_DAYS,
            "attribution",
            "%s is not a period from a day to ten years; write it as in P30D."
                .formatted(attribution))
        .orRefuse();
  }
}
