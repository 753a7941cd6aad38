package io.reveil.tracking.judging;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The judgings anew: one is under way at a time, and all that are done are kept, with who asked for them. */
@Singleton
public class Rejudgings {
  private static final String SELECT = """
      SELECT rejudging_id, state, rules, from_at, mark_at, mark_contact, mark_hit, hits, changed, raised, unsupported,
             started_at, started_by, ended_at
        FROM hit_rejudging
      """;

  private final Database database;
  private final JudgingConfig config;
  private final Ids ids;
  private final Clock clock;

  Rejudgings(Database database, JudgingConfig config, Ids ids, Clock clock) {
    this.database = database;
    this.config = config;
    this.ids = ids;
    this.clock = clock;
  }

  /** The version that judges what comes in. */
  public int current() {
    return config.rules();
  }

  /** While the same is under way, that one; another one has to wait. */
  public Rejudging start(int rules, Instant from, String by) {
    if (Rules.find(rules).isEmpty()) {
      throw Fault.invalid(
          "rules",
          "There is no version %d of the rules; the newest is %d.".formatted(rules, Rules.NEWEST));
    }
    Optional<Rejudging> running = underWay();
    running.filter(run -> run.rules() != rules || !run.from().equals(from)).ifPresent(run -> {
      throw new Fault(
          Fault.Kind.CONFLICT,
          "JUDGING_UNDER_WAY",
          "Hits are being judged anew by rules %d from %s on; wait until that is done."
              .formatted(run.rules(), run.from()));
    });
    return running.orElseGet(() -> insert(rules, from, by));
  }

  private Rejudging insert(int rules, Instant from, String by) {
    long id = ids.next();
    database.update("""
        INSERT INTO hit_rejudging
               (rejudging_id, state, rules, from_at, mark_at, mark_contact, mark_hit, hits, changed, raised, unsupported,
                started_at, started_by)
        VALUES (?, 'RUNNING', ?, ?, ?, 0, 0, 0, 0, 0, 0, ?, ?)
        """, id, rules, from, from, clock.instant(), by);
    return find(id).orElseThrow();
  }

  Optional<Rejudging> underWay() {
    return database.first(
        SELECT + " WHERE state = 'RUNNING' ORDER BY started_at, rejudging_id", Rejudgings::read);
  }

  public Optional<Rejudging> find(long id) {
    return database.first(SELECT + " WHERE rejudging_id = ?", Rejudgings::read, id);
  }

  /** All, the latest first. */
  public List<Rejudging> list() {
    return database.list(SELECT + " ORDER BY started_at DESC, rejudging_id", Rejudgings::read);
  }

  private static Rejudging read(ResultSet row) throws SQLException {
    return new Rejudging(
        row.getLong("rejudging_id"),
        Columns.constant(row, "state", Rejudging.State.class),
        row.getInt("rules"),
        Columns.instant(row, "from_at"),
        new Rejudging.Mark(
            Columns.instant(row, "mark_at"),
            new ContactId(row.getLong("mark_contact")),
            row.getLong("mark_hit")),
        row.getLong("hits"),
        row.getLong("changed"),
        row.getLong("raised"),
        row.getLong("unsupported"),
        Columns.instant(row, "started_at"),
        row.getString("started_by"),
        Columns.optionalInstant(row, "ended_at"));
  }

  /** What a slice came to. */
  record Slice(Rejudging.Mark to, long hits, long changed, long raised, long unsupported) {}

  /** Moves the mark over a slice, in the transaction that judged it: a slice counts once, whoever judges it. */
  void advance(Rejudging run, Slice slice) {
    int moved = database.update(
        """
        UPDATE hit_rejudging
           SET mark_at = ?,
               mark_contact = ?,
               mark_hit = ?,
               hits = hits + ?,
               changed = changed + ?,
               raised = raised + ?,
               unsupported = unsupported + ?
         WHERE rejudging_id = ?
           AND state = 'RUNNING'
           AND mark_at = ?
           AND mark_contact = ?
           AND mark_hit = ?
        """,
        slice.to().at(),
        slice.to().contact().value(),
        slice.to().hit(),
        slice.hits(),
        slice.changed(),
        slice.raised(),
        slice.unsupported(),
        run.id(),
        run.mark().at(),
        run.mark().contact().value(),
        run.mark().hit());
    if (moved == 0) {
      throw new Raced("hit_rejudging");
    }
  }

  /** RUNNING → DONE; it names nobody any more. */
  void complete(Rejudging run) {
    database.update("""
        UPDATE hit_rejudging
           SET state = 'DONE',
               mark_contact = 0,
               mark_hit = 0,
               ended_at = ?
         WHERE rejudging_id = ?
           AND state = 'RUNNING'
        """, clock.instant(), run.id());
  }
}
