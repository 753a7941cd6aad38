package io.reveil.tracking.judging;

import static io.reveil.job.Database.marks;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitCounts;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/** The rows of {@code hit_verdict}, with the counters that follow from them. In the caller's transaction. */
@Singleton
class Verdicts {
  private static final int PIECE = 100;

  private final Database database;
  private final HitCounts counts;
  private final Clock clock;

  Verdicts(Database database, HitCounts counts, Clock clock) {
    this.database = database;
    this.counts = counts;
    this.clock = clock;
  }

  /** First verdicts. A hit that has one already keeps it: it was waiting twice. */
  void add(Map<Fetch, Verdict> verdicts) {
    Map<HitKey, Verdict> known = find(verdicts.keySet());
    HitCounts.Changes moves = counts.changes();
    List<Object[]> rows = new ArrayList<>();
    Instant now = clock.instant();
    verdicts.forEach((fetch, verdict) -> {
      if (!known.containsKey(HitKey.of(fetch.hit()))) {
        rows.add(new Object[] {
          fetch.hit().contact().value(),
          fetch.hit().id(),
          verdict.hitClass(),
          verdict.score(),
          verdict.reasonNames(),
          verdict.rules(),
          now
        });
        move(moves, fetch, verdict.hitClass(), 1);
      }
    });
    insert(rows);
    counts.write(moves);
  }

  private static void move(HitCounts.Changes moves, Fetch fetch, HitClass hitClass, int hits) {
    moves.add(
        fetch.at(),
        fetch.hit().kind(),
        fetch.waveId(),
        fetch.hit().linkId(),
        hitClass.name(),
        hits);
  }

  private void insert(List<Object[]> rows) {
    try {
      database.batch("""
          INSERT INTO hit_verdict (contact_id, hit_id, hit_class, score, reasons, rules, judged_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """, rows);
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("hit_verdict") : e;
    }
  }

  /** A verdict that takes the place of another. */
  record Change(Verdict before, Verdict after) {
    boolean movesClass() {
      return before.hitClass() != after.hitClass();
    }

    /** Whether it was a person's, and is less surely so now. */
    boolean losesSupport() {
      return fell(before, after);
    }
  }

  private static boolean fell(Verdict before, Verdict after) {
    return before.hitClass().isHuman() && after.hitClass().compareTo(before.hitClass()) < 0;
  }

  /** New verdicts in place of those that stand; a hit without one is not yet due, or was erased. */
  Map<Fetch, Change> replace(Map<Fetch, Verdict> verdicts) {
    Map<HitKey, Verdict> known = find(verdicts.keySet());
    Map<Fetch, Change> changes = new LinkedHashMap<>();
    verdicts.forEach((fetch, verdict) -> Optional.ofNullable(known.get(HitKey.of(fetch.hit())))
        .ifPresent(
            before -> changes.put(fetch, new Change(before, successor(fetch, before, verdict)))));
    update(changes);
    HitCounts.Changes moves = counts.changes();
    changes.forEach((fetch, change) -> {
      if (change.movesClass()) {
        move(moves, fetch, change.before().hitClass(), -1);
        move(moves, fetch, change.after().hitClass(), 1);
      }
    });
    counts.write(moves);
    return changes;
  }

  /** What a verdict has set off is not forgotten with it (decision 7). */
  private static Verdict successor(Fetch fetch, Verdict before, Verdict after) {
    boolean isKnown = before.reasons().contains(Reason.WAS_HUMAN)
        && (!after.hitClass().isHuman() || after.hitClass() == before.hitClass());
    return fetch.hit().kind() == HitKind.CLICK && (isKnown || fell(before, after))
        ? after.and(Reason.WAS_HUMAN)
        : after;
  }

  /** By compare-and-set, so that a hit that is erased meanwhile gets no verdict back. */
  private void update(Map<Fetch, Change> changes) {
    Instant now = clock.instant();
    List<Object[]> rows = new ArrayList<>();
    changes.forEach((fetch, change) -> rows.add(new Object[] {
      change.after().hitClass(),
      change.after().score(),
      change.after().reasonNames(),
      change.after().rules(),
      now,
      fetch.hit().contact().value(),
      fetch.hit().id(),
      change.before().hitClass(),
      change.before().rules()
    }));
    int[] touched = database.batch("""
        UPDATE hit_verdict
           SET hit_class = ?,
               score = ?,
               reasons = ?,
               rules = ?,
               judged_at = ?
         WHERE contact_id = ?
           AND hit_id = ?
           AND hit_class = ?
           AND rules = ?
        """, rows);
    if (Arrays.stream(touched).anyMatch(count -> count == 0)) {
      throw new Raced("hit_verdict");
    }
  }

  private Map<HitKey, Verdict> find(Collection<Fetch> fetches) {
    Map<HitKey, Verdict> found = new HashMap<>();
    fetches.stream()
        .map(fetch -> HitKey.of(fetch.hit()))
        .gather(Gatherers.windowFixed(PIECE))
        .forEach(piece -> find(piece, found));
    return found;
  }

  private void find(List<HitKey> piece, Map<HitKey, Verdict> found) {
    String marks = marks(piece.size());
    database.list(
        """
        SELECT contact_id, hit_id, hit_class, score, reasons, rules
          FROM hit_verdict
         WHERE contact_id IN (%s)
           AND hit_id IN (%s)
        """.formatted(marks, marks),
        row -> found.put(
            new HitKey(new ContactId(row.getLong("contact_id")), row.getLong("hit_id")),
            verdict(row)),
        Stream.concat(
                piece.stream().map(key -> key.contact().value()), piece.stream().map(HitKey::id))
            .toArray());
  }

  private static Verdict verdict(ResultSet row) throws SQLException {
    return new Verdict(
        Columns.constant(row, "hit_class", HitClass.class),
        row.getInt("score"),
        Verdict.reasons(row.getString("reasons")),
        row.getInt("rules"));
  }
}
