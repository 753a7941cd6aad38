package io.reveil.activity;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** F1, F2, A20: status as a function of dates, the same in Java and in SQL. */
@Tag("sql")
class StatusRulesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final LocalDate TODAY = LocalDate.parse("2026-11-21");
  /** Days of silence on both sides of every border; 1036 is where the last 60 days before 36 months begin. */
  private static final List<Integer> SILENCES = List.of(
      -1, 0, 1, 89, 90, 91, 179, 180, 181, 364, 365, 366, 1034, 1035, 1036, 1037, 1095, 1096, 1097,
      4000);

  private static final List<Row> GRID = grid();

  private record Row(
      long id, LocalDate silentSince, boolean everSeen, boolean hasCrmEvent, int exposures) {}

  private static List<Row> grid() {
    List<Row> rows = new ArrayList<>();
    for (int days : SILENCES) {
      for (int exposures : List.of(0, 2, 3, 9)) {
        for (boolean seen : List.of(true, false)) {
          for (boolean crm : List.of(true, false)) {
            rows.add(new Row(rows.size() + 1, TODAY.minusDays(days), seen, crm, exposures));
          }
        }
      }
    }
    return List.copyOf(rows);
  }

  private static final String INSERT = """
      INSERT INTO activity (contact_id, silent_since, last_sign_on, has_crm_event, exposures)
      VALUES (?, ?, ?, ?, ?)
      """;

  @BeforeAll
  static void fill() {
    List<Object[]> rows = new ArrayList<>();
    for (Row row : GRID) {
      Object seen = row.everSeen() ? row.silentSince() : java.util.Optional.empty();
      rows.add(
          new Object[] {row.id(), row.silentSince(), seen, row.hasCrmEvent(), row.exposures()});
    }
    rig.database().batch(INSERT, rows);
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void sqlFindsWhomTheFunctionNames(Status status) {
    Set<Long> named = new TreeSet<>();
    for (Row row : GRID) {
      if (statusOn(TODAY, row) == status) {
        named.add(row.id());
      }
    }

    assertThat(found(status, TODAY)).isEqualTo(named).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-21", "2027-02-28", "2028-02-29", "2026-03-31", "2026-12-31"})
  void everyRowHasExactlyOneStatusOnAnyDay(LocalDate today) {
    List<Long> all = new ArrayList<>();
    EnumSet.allOf(Status.class).forEach(status -> all.addAll(found(status, today)));

    assertThat(all).doesNotHaveDuplicates().hasSize(GRID.size());
  }

  private static Set<Long> found(Status status, LocalDate today) {
    SqlCondition condition = rules().matches(status, today);
    return new TreeSet<>(rig.database()
        .list(
            "SELECT a.contact_id FROM activity a WHERE " + condition.sql(),
            row -> row.getLong(1),
            condition.values().toArray()));
  }

  private static Status statusOn(LocalDate today, Row row) {
    return rules()
        .statusOn(today, row.silentSince(), row.everSeen(), row.hasCrmEvent(), row.exposures());
  }

  private static StatusRules rules() {
    return rig.bean(StatusRules.class);
  }

  @ParameterizedTest
  @CsvSource({
    "89, true, true, 0, ACTIVE",
    "89, false, false, 0, NEW",
    "90, true, true, 0, COOLING",
    "90, true, false, 3, COOLING",
    "90, true, false, 2, UNEXPOSED",
    "400, false, false, 0, UNEXPOSED",
    "180, true, true, 0, INACTIVE",
    "365, true, true, 0, DORMANT",
    "1034, true, true, 0, DORMANT",
    "1036, false, false, 0, EXPIRING"
  })
  void silenceMeansWhatTheWindowsSay(
      int days, boolean seen, boolean crm, int exposures, Status expected) {
    assertThat(rules().statusOn(TODAY, TODAY.minusDays(days), seen, crm, exposures))
        .isEqualTo(expected);
  }

  /** Also over the months that clamp: the 60 days are counted back from the day retention is due (A20). */
  @Test
  void expiringBeginsSixtyDaysBeforeRetentionIsDue() {
    for (int day = 0; day < 1500; day++) {
      LocalDate silentSince = LocalDate.parse("2023-12-01").plusDays(day);
      LocalDate begins = rules().retentionDueOn(silentSince).minusDays(60);

      assertThat(rules().statusOn(begins, silentSince, true, true, 0)).isEqualTo(Status.EXPIRING);
      assertThat(rules().statusOn(begins.minusDays(1), silentSince, true, true, 0))
          .isEqualTo(Status.DORMANT);
    }
  }

  @Test
  void threeYearsAfterTheTwentyNinthOfFebruaryAreTheTwentyEighth() {
    assertThat(rules().retentionDueOn(LocalDate.parse("2024-02-29"))).isEqualTo("2027-02-28");
  }

  /** F1: days are counted in the controller's zone. */
  @Test
  void theDayBeginsAtMidnightInParis() {
    rig.clock().set(Instant.parse("2026-11-21T22:59:00Z"));
    assertThat(rules().today()).isEqualTo("2026-11-21");

    rig.clock().tick(Duration.ofMinutes(1));
    assertThat(rules().today()).isEqualTo("2026-11-22");
  }
}
