package io.reveil.activity;

import static java.time.temporal.ChronoUnit.DAYS;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/**
 * How long silence may last and what counts as hearing from somebody.
 *
 * @param exposure how many mails without an answer make silence mean something (F2)
 * @param retention in months; more than 36 needs {@code retentionJustification} (A20)
 * @param eventTypes what the CRM may tell of a contact
 */
@ConfigurationProperties("reveil.activity")
record ActivityConfig(
    @NotNull Period cooling,
    @NotNull Period inactive,
    @NotNull Period dormant,
    @NotNull Period expiring,
    int exposure,
    @NotNull Period retention,
    @NotNull String retentionJustification,
    @NotNull List<String> eventTypes) {
  private static final int REFERENCE_MONTHS = 36;

  ActivityConfig {
    eventTypes = List.copyOf(eventTypes);
    int last = days("cooling", cooling, 0);
    last = days("inactive", inactive, last);
    days("dormant", dormant, last);
    days("expiring", expiring, 0);
    if (exposure < 1) {
      throw refuse("exposure", "at least 1 mail.");
    }
    int months = Math.toIntExact(retention.toTotalMonths());
    if (!Period.ofMonths(months).normalized().equals(retention.normalized()) || months < 1) {
      throw refuse("retention", "count it in months, as in P36M.");
    }
    if (months > REFERENCE_MONTHS && retentionJustification.isBlank()) {
      throw refuse(
          "retention",
          "more than 36 months must be justified in reveil.activity.retention-justification (CNIL, A20).");
    }
    for (String type : eventTypes) {
      if (!type.matches("[a-z][a-z0-9_]{0,39}")) {
        throw refuse(
            "event-types",
            "“" + type + "” is not a name: lower-case letters, digits and _, at most 40.");
      }
    }
  }

  private static int days(String name, Period window, int longerThan) {
    int days = Math.toIntExact(DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(window)));
    if (!Period.ofDays(days).equals(window) || days <= longerThan) {
      throw refuse(name, "count it in days, more than %d, as in P90D.".formatted(longerThan));
    }
    return days;
  }

  private static Fault refuse(String name, String sentence) {
    String property = "reveil.activity." + name;
    return Fault.invalid(property, property + ": " + sentence);
  }
}
