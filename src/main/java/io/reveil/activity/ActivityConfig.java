package io.reveil.activity;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Period;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How long silence may last and what counts as hearing from somebody.
 *
 * @param exposure how many mails without an answer make silence mean something (F2)
 * @param retention in months; more than 36 needs {@code retentionJustification} (A20)
 * @param eventTypes what the CRM may tell of a contact
 */
@ConfigurationProperties("reveil.activity")
record ActivityConfig(
    Period cooling,
    Period inactive,
    Period dormant,
    Period expiring,
    int exposure,
    Period retention,
    String retentionJustification,
    List<String> eventTypes) {
  private static final int REFERENCE_MONTHS = 36;
  private static final int MOST_MONTHS = 1_200;
  private static final int DAYS_A_MONTH = 28;
  private static final Pattern EVENT_TYPE = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  ActivityConfig {
    eventTypes = List.copyOf(eventTypes);
    long months = retention.toTotalMonths();
    Demands demands = Demands.of("reveil.activity");
    demandDays(demands, "cooling", cooling, 0);
    demandDays(demands, "inactive", inactive, days(cooling));
    demandDays(demands, "dormant", dormant, days(inactive));
    demandDays(demands, "expiring", expiring, 0);
    demands
        .between("exposure", exposure, 1, Integer.MAX_VALUE)
        .that(
            retention.withYears(0).withMonths(0).isZero() && months >= 1 && months <= MOST_MONTHS,
            "retention",
            "count it in months, as in P36M.")
        .that(
            months <= REFERENCE_MONTHS || !retentionJustification.isBlank(),
            "retention",
            "more than 36 months must be justified in reveil.activity.retention-justification (CNIL, A20).")
        .that(
            days(expiring) < months * DAYS_A_MONTH,
            "expiring",
            "it must be shorter than reveil.activity.retention, which it ends with.");
    for (String type : eventTypes) {
      demands.that(
          EVENT_TYPE.matcher(type).matches(),
          "event-types",
          "“" + type + "” is not a name: lower-case letters, digits and _, at most 40.");
      demands.that(
          !Opens.areNamedBy(type),
          "event-types",
          "“%s” is refused: %s.".formatted(type, Opens.WHY));
    }
    demands.orRefuse();
  }

  private static void demandDays(Demands demands, String name, Period window, int longerThan) {
    int days = days(window);
    demands.that(
        days > longerThan && days <= MOST_MONTHS * DAYS_A_MONTH,
        name,
        "count it in days, more than %d, as in P90D.".formatted(longerThan));
  }

  /** None if it is counted in months or years. */
  static int days(Period window) {
    return window.getYears() == 0 && window.getMonths() == 0 ? window.getDays() : 0;
  }
}
