package io.reveil.report.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a base stood month by month, told from signs of life, and when its 36 months end (F1, F11). */
@Tag("sql")
class LivesTest {
  /** The clock stands at 21 November 2026. */
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Walks walks = new Walks(rig);

  @BeforeEach
  void empty() {
    rig.empty();
  }

  /** (F1, F11) Bought in January and again in September: fell silent in July, came back in September. */
  @Test
  void aPersonsPastIsToldFromTheirSigns() {
    ContactId ada = walks.contact("ada", LocalDate.of(2024, 3, 1));
    walks.buys(ada, LocalDate.of(2026, 1, 10), LocalDate.of(2026, 9, 5));

    Map<YearMonth, List<Measure>> past = measures(walks.count());

    assertThat(past)
        .containsEntry(YearMonth.of(2025, 12), List.of(Measure.UNEXPOSED))
        .containsEntry(YearMonth.of(2026, 1), List.of(Measure.ACTIVE))
        .containsEntry(YearMonth.of(2026, 5), List.of(Measure.COOLING))
        .containsEntry(YearMonth.of(2026, 7), List.of(Measure.INACTIVE, Measure.FELL_SILENT))
        .containsEntry(YearMonth.of(2026, 8), List.of(Measure.INACTIVE))
        .containsEntry(YearMonth.of(2026, 9), List.of(Measure.ACTIVE, Measure.CAME_BACK))
        .containsEntry(NOVEMBER, List.of(Measure.ACTIVE))
        .containsEntry(YearMonth.of(2029, 9), List.of(Measure.LIMIT));
  }

  @Test
  void nobodyHasAPastBeforeWeKnewThem() {
    walks.contact("bob", LocalDate.of(2026, 10, 2));

    assertThat(measures(walks.count()).keySet())
        .containsExactly(YearMonth.of(2026, 10), NOVEMBER, YearMonth.of(2029, 10));
  }

  /** (F11) 12 contacts, one due each month: a histogram of twelve ones; (A20) who is past the end stands apart. */
  @Test
  void oneLimitAMonthIsAHistogramOfOnes() {
    for (int month = 0; month < 12; month++) {
      LocalDate due = LocalDate.of(2026, 11, 25).plusMonths(month);
      walks.contact("due" + month, due.minusMonths(36));
    }
    walks.contact("late", LocalDate.of(2023, 11, 20));
    walks.contact("today", LocalDate.of(2023, 11, 21));

    Map<Tally.InMonth, Long> months = rig.bean(AuditRuns.class).months(walks.count());

    for (int month = 1; month < 12; month++) {
      assertThat(months)
          .containsEntry(new Tally.InMonth(NOVEMBER.plusMonths(month), Measure.LIMIT), 1L);
    }
    assertThat(months)
        .containsEntry(new Tally.InMonth(NOVEMBER, Measure.LIMIT), 2L)
        .containsEntry(new Tally.InMonth(NOVEMBER, Measure.OVERDUE), 1L);
  }

  /** Two nodes read the same page: the compare-and-set on the mark lets one count it. */
  @Test
  void aPageCountsOnceWhoeverCountsIt() {
    walks.contact("ada", LocalDate.of(2026, 1, 1));
    AuditRuns runs = rig.bean(AuditRuns.class);
    AuditRun run = runs.start("test");
    Base base = rig.bean(Base.class);
    var page = base.page(0);
    Tally tally = new Tally(
        base.judge(page),
        List.of(),
        Map.of(),
        rig.bean(Lives.class).count(page, run.startedAt()),
        rig.clock().instant());

    runs.advance(run, page.getLast().id().value(), tally);
    runs.advance(run, page.getLast().id().value(), tally);

    assertThat(runs.find(run.id()).orElseThrow().contacts()).isEqualTo(1);
    assertThat(runs.months(run)).containsEntry(new Tally.InMonth(NOVEMBER, Measure.UNEXPOSED), 1L);
  }

  /** (B24) Reported daily: once a day, whoever asks how often. */
  @Test
  void theBaseIsCountedOnceADay() {
    Recurring daily = rig.bean(Recurring.class, "DailyCount");
    AuditRuns runs = rig.bean(AuditRuns.class);

    daily.round();
    assertThat(runs.underWay()).isPresent();
    walks.count();
    daily.round();
    assertThat(runs.underWay()).isEmpty();
    rig.clock().tick(Duration.ofDays(1));
    daily.round();
    assertThat(runs.underWay()).isPresent();
  }

  private static Map<YearMonth, List<Measure>> measures(AuditRun run) {
    Map<YearMonth, List<Measure>> measures = new TreeMap<>();
    rig.bean(AuditRuns.class)
        .months(run)
        .forEach((in, _) -> measures.merge(
            in.month(),
            List.of(in.measure()),
            (one, other) -> List.of(one.getFirst(), other.getFirst())));
    return measures;
  }
}
