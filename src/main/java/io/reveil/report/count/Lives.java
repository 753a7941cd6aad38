package io.reveil.report.count;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.StatusRules;
import io.reveil.contact.Contact;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How people stood at the end of each of the last twelve months, told from their signs of life, and when their 36 months
 * end (F1, F11; A20). It speaks of those in the base today: who was erased has no past.
 */
@Singleton
class Lives {
  private static final int MONTHS = 12;

  private final Activities activities;
  private final StatusRules rules;
  private final Installation installation;

  Lives(Activities activities, StatusRules rules, Installation installation) {
    this.activities = activities;
    this.rules = rules;
    this.installation = installation;
  }

  /** @param asOf the beginning of the count, so that all of its pages speak of one day */
  Map<Tally.InMonth, Long> count(List<Contact> page, Instant asOf) {
    LocalDate today = LocalDate.ofInstant(asOf, installation.zone());
    List<LocalDate> days = days(today);
    List<ContactId> ids = page.stream().map(Contact::id).toList();
    Map<ContactId, Standing> standings = activities.standings(ids);
    Map<ContactId, NavigableSet<LocalDate>> signs = activities.signDays(ids, days.getFirst());
    Map<Tally.InMonth, Long> counts = new TreeMap<>();
    for (Contact contact : page) {
      Standing standing = standings.get(contact.id());
      if (standing != null) {
        Life life = new Life(
            standing,
            LocalDate.ofInstant(contact.createdAt(), installation.zone()),
            signs.getOrDefault(contact.id(), Collections.emptyNavigableSet()));
        count(life, days, counts);
        LocalDate due = standing.retentionDueOn();
        add(
            counts,
            due.isBefore(today) ? today : due,
            due.isBefore(today) ? Measure.OVERDUE : Measure.LIMIT);
      }
    }
    return counts;
  }

  /** The ends of twelve months, and today. */
  private static List<LocalDate> days(LocalDate today) {
    List<LocalDate> days = new ArrayList<>();
    for (int ago = MONTHS; ago > 0; ago--) {
      days.add(YearMonth.from(today).minusMonths(ago).atEndOfMonth());
    }
    days.add(today);
    return days;
  }

  private record Life(Standing standing, LocalDate known, NavigableSet<LocalDate> signs) {}

  private void count(Life life, List<LocalDate> days, Map<Tally.InMonth, Long> counts) {
    Optional<Measure> before = Optional.empty();
    for (LocalDate day : days) {
      Optional<Measure> now = on(day, life);
      now.ifPresent(status -> add(counts, day, status));
      if (before.filter(Measure::isHeard).isPresent()
          && now.filter(Measure::isSilent).isPresent()) {
        add(counts, day, Measure.FELL_SILENT);
      }
      if (before.filter(Measure::isSilent).isPresent()
          && now.filter(Measure::isHeard).isPresent()) {
        add(counts, day, Measure.CAME_BACK);
      }
      before = now;
    }
  }

  /**
   * Empty before we knew the person. A silence that a sign ended counts, since it was heard of; one before the first sign
   * of all does not (F2).
   */
  private Optional<Measure> on(LocalDate day, Life life) {
    Optional<LocalDate> sign = Optional.ofNullable(life.signs().floor(day));
    LocalDate since = sign.orElse(life.known());
    if (since.isAfter(day)) {
      return Optional.empty();
    }
    boolean answeredLater = life.signs().higher(day) != null;
    return Optional.of(Measure.of(rules.statusOn(
        day,
        since,
        sign.isPresent(),
        sign.isPresent() && (answeredLater || life.standing().hasCrmEvent()),
        answeredLater ? 0 : life.standing().exposures())));
  }

  private static void add(Map<Tally.InMonth, Long> counts, LocalDate day, Measure measure) {
    counts.merge(new Tally.InMonth(YearMonth.from(day), measure), 1L, Long::sum);
  }
}
