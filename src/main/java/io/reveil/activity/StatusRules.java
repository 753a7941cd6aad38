package io.reveil.activity;

import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;

/** The windows of F1 and F2, as a function and as the same condition in SQL. */
@Singleton
public final class StatusRules {
  private final ActivityConfig config;
  private final Installation installation;
  private final Clock clock;

  StatusRules(ActivityConfig config, Installation installation, Clock clock) {
    this.config = config;
    this.installation = installation;
    this.clock = clock;
  }

  /** The day's status of what an {@code activity} row says. */
  public Status statusOn(
      LocalDate today,
      LocalDate silentSince,
      boolean everSeen,
      boolean hasCrmEvent,
      int exposures) {
    Windows windows = windows(today);
    if (!silentSince.isAfter(windows.expiring())) {
      return Status.EXPIRING;
    }
    if (silentSince.isAfter(windows.cooling())) {
      return everSeen ? Status.ACTIVE : Status.NEW;
    }
    if (exposures < config.exposure() && !hasCrmEvent) {
      return Status.UNEXPOSED;
    }
    if (silentSince.isAfter(windows.inactive())) {
      return Status.COOLING;
    }
    return silentSince.isAfter(windows.dormant()) ? Status.INACTIVE : Status.DORMANT;
  }

  /** The same over the columns of {@code activity} under the alias {@code a}: a range of dates. */
  public SqlCondition matches(Status status, LocalDate today) {
    Windows windows = windows(today);
    return switch (status) {
      case NEW -> after(windows.cooling(), windows, "a.last_sign_on IS NULL");
      case ACTIVE -> after(windows.cooling(), windows, "a.last_sign_on IS NOT NULL");
      case UNEXPOSED ->
        new SqlCondition(
            "(a.silent_since > ? AND a.silent_since <= ? AND a.exposures < ? AND a.has_crm_event = FALSE)",
            List.of(windows.expiring(), windows.cooling(), config.exposure()));
      case COOLING -> between(windows.inactive(), windows.cooling(), windows);
      case INACTIVE -> between(windows.dormant(), windows.inactive(), windows);
      case DORMANT -> between(windows.expiring(), windows.dormant(), windows);
      case EXPIRING -> new SqlCondition("(a.silent_since <= ?)", List.of(windows.expiring()));
    };
  }

  /** Those who have this status since this very day: a range of few days of {@code silent_since}. */
  SqlCondition reaches(Status status, LocalDate day) {
    Windows today = windows(day);
    Windows before = windows(day.minusDays(1));
    return switch (status) {
      case COOLING -> between(before.cooling(), today.cooling(), today);
      case INACTIVE -> between(before.inactive(), today.inactive(), today);
      case DORMANT -> between(before.dormant(), today.dormant(), today);
      case EXPIRING ->
        new SqlCondition(
            "(a.silent_since > ? AND a.silent_since <= ?)",
            List.of(before.expiring(), today.expiring()));
      case NEW, UNEXPOSED, ACTIVE ->
        throw new IllegalArgumentException("time alone leads nobody to " + status);
    };
  }

  /** After how many days of silence somebody is inactive (F1). */
  public int daysToInactive() {
    return ActivityConfig.days(config.inactive());
  }

  /** How long somebody is kept after the last sign of life (A20). */
  public Period retention() {
    return config.retention();
  }

  /** A20: 36 months after the last sign of life, or after collection. */
  public LocalDate retentionDueOn(LocalDate silentSince) {
    return silentSince.plus(config.retention());
  }

  /** Today in the controller's zone. */
  public LocalDate today() {
    return LocalDate.now(clock.withZone(installation.zone()));
  }

  /** The last day of silence beginning that each status needs; EXPIRING wins over all others. */
  private record Windows(
      LocalDate cooling, LocalDate inactive, LocalDate dormant, LocalDate expiring) {
    LocalDate orExpiring(LocalDate day) {
      return day.isAfter(expiring) ? day : expiring;
    }
  }

  private Windows windows(LocalDate today) {
    return new Windows(
        today.minus(config.cooling()),
        today.minus(config.inactive()),
        today.minus(config.dormant()),
        lastDueBy(today.plus(config.expiring())));
  }

  /** The last beginning of a silence whose retention is due by that day: months clamp, so one day may fall on another's. */
  private LocalDate lastDueBy(LocalDate due) {
    LocalDate last = due.minus(config.retention());
    while (!retentionDueOn(last.plusDays(1)).isAfter(due)) {
      last = last.plusDays(1);
    }
    return last;
  }

  private static SqlCondition after(LocalDate day, Windows windows, String seen) {
    return new SqlCondition(
        "(a.silent_since > ? AND " + seen + ")", List.of(windows.orExpiring(day)));
  }

  private SqlCondition between(LocalDate after, LocalDate upTo, Windows windows) {
    return new SqlCondition("""
        (a.silent_since > ? AND a.silent_since <= ? \
        AND (a.exposures >= ? OR a.has_crm_event = TRUE))""", List.of(windows.orExpiring(after), upTo, config.exposure()));
  }
}
