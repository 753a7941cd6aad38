package io.reveil.report;

import static io.reveil.job.Database.marks;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Wave;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Who bought within the attribution window after entering a campaign; both arms are counted alike (F8). */
@Singleton
class Buyers {
  /** The kind of event that says somebody bought. */
  static final String PURCHASE = "purchase";

  private static final int PAGE = 5_000;
  private static final String FIRST_PURCHASES = """
      SELECT e.contact_id, e.arm, e.entered_at, MIN(s.occurred_at) AS bought_at
        FROM enrolment e
        JOIN contact_signal s
          ON s.contact_id = e.contact_id
       WHERE e.campaign_id = ?
         AND e.contact_id > ?
         AND e.wave_id IN (%s)
         AND s.kind = ?
         AND s.occurred_at > e.entered_at
       GROUP BY e.contact_id, e.arm, e.entered_at
       ORDER BY e.contact_id
       LIMIT ?
      """;

  private final Database database;
  private final ReportConfig config;
  private final Installation installation;

  Buyers(Database database, ReportConfig config, Installation installation) {
    this.database = database;
    this.config = config;
    this.installation = installation;
  }

  /** Whether the CRM has told of any purchase at all: without, that nobody bought means nothing. */
  boolean isKnown() {
    return database
        .first("SELECT contact_id FROM last_event WHERE kind = ? LIMIT 1", row -> true, PURCHASE)
        .isPresent();
  }

  /** Buyers among those who entered by these waves, by arm. */
  Map<Arm, Long> count(Campaign campaign, List<Wave> waves) {
    Map<Arm, Long> buyers = new EnumMap<>(Arm.class);
    List<First> page = waves.isEmpty() ? List.of() : page(campaign, waves, 0);
    while (!page.isEmpty()) {
      page.stream()
          .filter(this::isInTime)
          .forEach(first -> buyers.merge(first.arm(), 1L, Long::sum));
      page =
          page.size() < PAGE ? List.of() : page(campaign, waves, page.getLast().contact());
    }
    return buyers;
  }

  private record First(long contact, Arm arm, Instant enteredAt, Instant boughtAt) {}

  private List<First> page(Campaign campaign, List<Wave> waves, long after) {
    List<Object> values = new ArrayList<>(List.of(campaign.id(), after));
    waves.forEach(wave -> values.add(wave.id()));
    values.add(PURCHASE);
    values.add(PAGE);
    return database.list(
        FIRST_PURCHASES.formatted(marks(waves.size())), Buyers::first, values.toArray());
  }

  private static First first(ResultSet row) throws SQLException {
    return new First(
        row.getLong("contact_id"),
        Columns.constant(row, "arm", Arm.class),
        Columns.instant(row, "entered_at"),
        Columns.instant(row, "bought_at"));
  }

  private boolean isInTime(First first) {
    Instant end =
        first.enteredAt().atZone(installation.zone()).plus(config.attribution()).toInstant();
    return !first.boughtAt().isAfter(end);
  }
}
