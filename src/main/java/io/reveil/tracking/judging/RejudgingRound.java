package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Judges old hits anew, a slice a round, on one node at a time. Killed, the next round goes on at the mark. */
@Singleton
class RejudgingRound implements Recurring {
  private static final int SLICE = 500;
  private static final String LEASE = "hit-rejudging";
  /** Much longer than a slice takes. */
  private static final Duration LEASED = Duration.ofSeconds(30);

  private final Database database;
  private final Leases leases;
  private final Rejudgings runs;
  private final Judging judging;
  private final Verdicts verdicts;
  private final Answers answers;

  RejudgingRound(
      Database database,
      Leases leases,
      Rejudgings runs,
      Judging judging,
      Verdicts verdicts,
      Answers answers) {
    this.database = database;
    this.leases = leases;
    this.runs = runs;
    this.judging = judging;
    this.verdicts = verdicts;
    this.answers = answers;
  }

  @Override
  public String name() {
    return LEASE;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(1);
  }

  @Override
  public boolean round() {
    return runs.underWay()
        .filter(_ -> leases.claim(LEASE, LEASED))
        .map(_ -> slice())
        .orElse(false);
  }

  /** The mark is read again within: a slice that another node has judged meanwhile is behind it. */
  boolean slice() {
    return database.write(() -> runs.underWay().map(this::advance).orElse(false));
  }

  private boolean advance(Rejudging run) {
    List<Rejudging.Mark> page = page(run);
    if (page.isEmpty()) {
      runs.complete(run);
      return false;
    }
    Map<Fetch, Verdicts.Change> changes = verdicts.replace(judging.judge(
        page.stream().map(mark -> new HitKey(mark.contact(), mark.hit())).collect(toSet()),
        Rules.of(run.rules())));
    int raised = answers.record(changes.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().after().hitClass())));
    runs.advance(
        run,
        new Rejudgings.Slice(
            page.getLast(),
            changes.size(),
            changes.values().stream().filter(Verdicts.Change::movesClass).count(),
            raised,
            changes.entrySet().stream().filter(RejudgingRound::losesItsSupport).count()));
    return true;
  }

  private static boolean losesItsSupport(Map.Entry<Fetch, Verdicts.Change> entry) {
    return entry.getKey().hit().kind() == HitKind.CLICK && entry.getValue().losesSupport();
  }

  private List<Rejudging.Mark> page(Rejudging run) {
    Rejudging.Mark mark = run.mark();
    return database.list(
        """
        SELECT hit_at, contact_id, hit_id
          FROM hit
         WHERE hit_at >= ?
           AND hit_at <= ?
           AND (hit_at > ? OR contact_id > ? OR (contact_id = ? AND hit_id > ?))
         ORDER BY hit_at, contact_id, hit_id
         LIMIT ?
        """,
        row -> new Rejudging.Mark(
            Columns.instant(row, "hit_at"),
            new ContactId(row.getLong("contact_id")),
            row.getLong("hit_id")),
        mark.at(),
        run.startedAt(),
        mark.at(),
        mark.contact().value(),
        mark.contact().value(),
        mark.hit(),
        SLICE);
  }
}
