package io.reveil.report.reach;

import io.reveil.activity.StatusRules;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Installation;
import io.reveil.report.count.AuditRun;
import io.reveil.report.count.AuditRuns;
import io.reveil.report.count.Finding;
import io.reveil.report.count.Measure;
import io.reveil.report.count.Tally;
import io.reveil.report.reach.ReachReport.Limit;
import io.reveil.report.reach.ReachReport.Limits;
import io.reveil.report.reach.ReachReport.Month;
import io.reveil.report.reach.ReachReport.OfPurpose;
import io.reveil.report.reach.ReachReport.Reason;
import io.reveil.web.Said;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The last count of the base, as its reach. */
@Singleton
class Reaches {
  /** So many months of limits are told even if nobody's fall into them. */
  static final int AHEAD = 12;

  private final AuditRuns runs;
  private final Purposes purposes;
  private final Answers answers;
  private final StatusRules rules;
  private final Installation installation;

  Reaches(
      AuditRuns runs,
      Purposes purposes,
      Answers answers,
      StatusRules rules,
      Installation installation) {
    this.runs = runs;
    this.purposes = purposes;
    this.answers = answers;
    this.rules = rules;
    this.installation = installation;
  }

  /** Empty if the base was never counted. */
  Optional<ReachReport> latest() {
    return runs.latestDone().map(this::report);
  }

  private ReachReport report(AuditRun run) {
    YearMonth now = YearMonth.from(LocalDate.ofInstant(run.startedAt(), installation.zone()));
    Map<YearMonth, Map<Measure, Long>> counts = new TreeMap<>();
    runs.months(run)
        .forEach((in, people) -> counts
            .computeIfAbsent(in.month(), _ -> new EnumMap<>(Measure.class))
            .put(in.measure(), people));
    List<Month> months = months(now, counts);
    Map<Tally.Line, Long> lines = runs.lines(run);
    return new ReachReport(
        run.endedAt().orElseThrow(),
        run.contacts(),
        run.writable(),
        says(run, months.getLast()),
        purposes.all().stream()
            .filter(sheet -> sheet.kind().sends())
            .map(sheet -> purpose(sheet, lines))
            .toList(),
        months,
        limits(now, counts),
        answers.hits(now.minusMonths(AHEAD), now),
        answers.providers());
  }

  private Said says(AuditRun run, Month now) {
    String people = Words.number(run.contacts());
    String contactable = Words.number(run.writable());
    String active = Words.number(now.active());
    int days = rules.daysToInactive();
    return run.contacts() == 0
        ? new Said("Il n’y a encore personne dans la base.", "There is nobody in the base yet.")
        : new Said(
            "%s personnes. On peut écrire aujourd’hui à %s, et %s ont donné signe de vie depuis %d\u00A0jours."
                .formatted(people, contactable, active, days),
            "%s people. %s may be written to today, and %s gave a sign of life in the last %d days."
                .formatted(people, contactable, active, days));
  }

  /** What stands by another channel stands beside what was found of the same person by this one. */
  private static OfPurpose purpose(PurposeSheet sheet, Map<Tally.Line, Long> lines) {
    Map<Finding, Long> counts = new EnumMap<>(Finding.class);
    lines.forEach((line, people) -> {
      if (line.purpose().equals(sheet.id()) && !line.finding().isBeside()) {
        counts.merge(line.finding(), people, Long::sum);
      }
    });
    long people = sum(counts.values().stream());
    long contactable = sum(counts.entrySet().stream()
        .filter(count -> count.getKey().kind() == Finding.Kind.PROVEN)
        .map(Map.Entry::getValue));
    return new OfPurpose(
        sheet.id().id(),
        sheet.channel(),
        Said.of(language -> sheet.text(language).name()),
        people,
        contactable,
        people == 0 ? 0 : (double) contactable / people,
        reasons(counts));
  }

  /** The commonest first. */
  private static List<Reason> reasons(Map<Finding, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> count.getKey().kind() != Finding.Kind.PROVEN)
        .map(count -> new Reason(
            count.getKey(),
            count.getKey().kind(),
            count.getValue(),
            count.getKey().reason()))
        .sorted(Comparator.comparingLong(Reason::people).reversed())
        .toList();
  }

  private static List<Month> months(YearMonth now, Map<YearMonth, Map<Measure, Long>> counts) {
    List<Month> months = new ArrayList<>();
    for (int ago = AHEAD; ago >= 0; ago--) {
      YearMonth month = now.minusMonths(ago);
      Optional<Month> before = months.isEmpty() ? Optional.empty() : Optional.of(months.getLast());
      months.add(month(month, counts.getOrDefault(month, Map.of()), before));
    }
    return months;
  }

  private static Month month(YearMonth month, Map<Measure, Long> counts, Optional<Month> before) {
    long fellSilent = sum(counts, Measure.FELL_SILENT);
    return new Month(
        month.toString(),
        sum(counts, Measure.ACTIVE, Measure.COOLING),
        sum(counts, Measure.INACTIVE),
        sum(counts, Measure.DORMANT, Measure.EXPIRING),
        sum(counts, Measure.NEW, Measure.UNEXPOSED),
        fellSilent,
        sum(counts, Measure.CAME_BACK),
        before
            .map(Month::active)
            .filter(active -> active > 0)
            .map(active -> (double) fellSilent / active));
  }

  private static Limits limits(YearMonth now, Map<YearMonth, Map<Measure, Long>> counts) {
    List<Limit> limits = new ArrayList<>();
    YearMonth last = now.plusMonths(AHEAD - 1);
    for (Map.Entry<YearMonth, Map<Measure, Long>> month : counts.entrySet()) {
      if (month.getKey().isAfter(last) && month.getValue().containsKey(Measure.LIMIT)) {
        last = month.getKey();
      }
    }
    for (YearMonth month = now; !month.isAfter(last); month = month.plusMonths(1)) {
      limits.add(
          new Limit(month.toString(), sum(counts.getOrDefault(month, Map.of()), Measure.LIMIT)));
    }
    return new Limits(sum(counts.getOrDefault(now, Map.of()), Measure.OVERDUE), limits);
  }

  private static long sum(Map<Measure, Long> counts, Measure... measures) {
    return sum(Stream.of(measures).map(measure -> counts.getOrDefault(measure, 0L)));
  }

  private static long sum(Stream<Long> numbers) {
    return numbers.mapToLong(Long::longValue).sum();
  }
}
