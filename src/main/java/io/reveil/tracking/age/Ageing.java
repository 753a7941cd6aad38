package io.reveil.tracking.age;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.tracking.AgentFamily;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A page of each step of ageing: a transaction each, which may be interrupted and repeated. What has been done is not
 * found again, and the marks spare reading over it.
 */
@Singleton
class Ageing {
  private static final int PAGE = 1000;

  private final Database database;
  private final Networks networks;
  private final Terms terms;

  Ageing(Database database, Networks networks, Terms terms) {
    this.database = database;
    this.networks = networks;
    this.terms = terms;
  }

  /** What is kept of hits for some time only. */
  private enum Step {
    NETWORK,
    AGENT
  }

  /** What a hit says, and when it came. */
  private record Aged(ContactId contact, long hit, Instant at, String said) {}

  /** True if there may be more at once, here and below. */
  boolean coarsenNetworks() {
    return coarsen(Step.NETWORK, terms.networksEnd(), """
        SELECT contact_id, hit_id, hit_at, network AS said
          FROM hit
         WHERE hit_at >= ?
           AND hit_at < ?
           AND CHAR_LENGTH(network) < %d
         ORDER BY hit_at
         LIMIT ?
        """.formatted(Networks.DIGEST_LENGTH), """
        UPDATE hit
           SET network = ?
         WHERE contact_id = ?
           AND hit_id = ?
        """);
  }

  boolean coarsenAgents() {
    return coarsen(Step.AGENT, terms.agentsEnd(), """
        SELECT contact_id, hit_id, hit_at, agent AS said
          FROM hit
         WHERE hit_at >= ?
           AND hit_at < ?
           AND agent IS NOT NULL
           AND agent NOT IN (%s)
         ORDER BY hit_at
         LIMIT ?
        """.formatted(AgentFamily.quoted()), """
        UPDATE hit
           SET agent = ?
         WHERE contact_id = ?
           AND hit_id = ?
        """);
  }

  private boolean coarsen(Step step, Instant end, String select, String update) {
    return database.write(() -> {
      Instant from = agedTo(step).orElse(Instant.EPOCH);
      if (!from.isBefore(end)) {
        return false;
      }
      List<Aged> page = database.list(
          select,
          row -> new Aged(
              new ContactId(row.getLong("contact_id")),
              row.getLong("hit_id"),
              Columns.instant(row, "hit_at"),
              row.getString("said")),
          from,
          end,
          PAGE);
      database.batch(
          update,
          page.stream()
              .map(aged ->
                  new Object[] {coarse(step, aged.said()), aged.contact().value(), aged.hit()})
              .toList());
      boolean more = page.size() == PAGE;
      mark(step, more ? page.getLast().at() : end);
      return more;
    });
  }

  private String coarse(Step step, String said) {
    return switch (step) {
      case NETWORK -> networks.digest(said);
      case AGENT -> AgentFamily.of(Optional.of(said)).name();
    };
  }

  private Optional<Instant> agedTo(Step step) {
    return database.first(
        "SELECT aged_to FROM hit_age WHERE step = ?", row -> Columns.instant(row, "aged_to"), step);
  }

  private void mark(Step step, Instant to) {
    if (database.update("UPDATE hit_age SET aged_to = ? WHERE step = ?", to, step) == 0) {
      database.update("INSERT INTO hit_age (step, aged_to) VALUES (?, ?)", step, to);
    }
  }

  /** Hits of this kind, with what they were judged to be. Their counters speak of nobody, and stay. */
  boolean erase(HitKind kind) {
    return database.write(() -> {
      List<Object[]> page = database.list(
          """
          SELECT contact_id, hit_id
            FROM hit
           WHERE hit_at < ?
             AND kind = ?
           ORDER BY hit_at
           LIMIT ?
          """,
          row -> new Object[] {row.getLong("contact_id"), row.getLong("hit_id")},
          terms.start(terms.end(kind)),
          kind,
          PAGE);
      database.batch("DELETE FROM hit_verdict WHERE contact_id = ? AND hit_id = ?", page);
      database.batch("DELETE FROM hit WHERE contact_id = ? AND hit_id = ?", page);
      return page.size() == PAGE;
    });
  }

  /** The days of last opens. */
  boolean eraseDays() {
    return database.write(() -> {
      List<Object[]> page = database.list(
          "SELECT contact_id FROM last_open WHERE opened_on < ? LIMIT ?",
          row -> new Object[] {row.getLong("contact_id"), terms.end(HitKind.OPEN)},
          terms.end(HitKind.OPEN),
          PAGE);
      database.batch("DELETE FROM last_open WHERE contact_id = ? AND opened_on < ?", page);
      return page.size() == PAGE;
    });
  }
}
