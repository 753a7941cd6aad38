package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Leases;
import io.reveil.job.Raced;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Judges the hits whose settling window is over, a slice a transaction: verdicts, counters, what follows of a human
 * click, and the end of the waiting all stand together, or none does (C4).
 */
@Singleton
class JudgingRound implements Recurring {
  private static final int SLICE = 500;
  private static final String LEASE = "hit-judging";
  /** Much longer than a slice takes. */
  private static final Duration LEASED = Duration.ofSeconds(30);

  private final Database database;
  private final Leases leases;
  private final Judging judging;
  private final Verdicts verdicts;
  private final Answers answers;
  private final Rules rules;
  private final Clock clock;

  JudgingRound(
      Database database,
      Leases leases,
      Judging judging,
      Verdicts verdicts,
      Answers answers,
      JudgingConfig config,
      Clock clock) {
    this.database = database;
    this.leases = leases;
    this.judging = judging;
    this.verdicts = verdicts;
    this.answers = answers;
    this.rules = Rules.of(config.rules());
    this.clock = clock;
  }

  private record Pending(Instant dueAt, HitKey hit) {}

  @Override
  public String name() {
    return LEASE;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public boolean round() {
    return leases.claim(LEASE, LEASED) && slice();
  }

  /** The lease spares work; what keeps a hit from being judged twice is its row, which one transaction alone can take out. */
  boolean slice() {
    return database.write(() -> {
      List<Pending> due = due();
      if (!due.isEmpty()) {
        take(due);
        judge(due);
      }
      return due.size() == SLICE;
    });
  }

  private List<Pending> due() {
    return database.list(
        """
        SELECT due_at, contact_id, hit_id
          FROM hit_pending
         WHERE due_at <= ?
         ORDER BY due_at, contact_id, hit_id
         LIMIT ?
        """,
        row -> new Pending(
            Columns.instant(row, "due_at"),
            new HitKey(new ContactId(row.getLong("contact_id")), row.getLong("hit_id"))),
        clock.instant(),
        SLICE);
  }

  private void take(List<Pending> due) {
    int[] taken = database.batch(
        """
        DELETE FROM hit_pending
         WHERE due_at = ?
           AND contact_id = ?
           AND hit_id = ?
        """,
        due.stream()
            .map(pending -> new Object[] {
              pending.dueAt(), pending.hit().contact().value(), pending.hit().id()
            })
            .toList());
    if (Arrays.stream(taken).anyMatch(rows -> rows == 0)) {
      throw new Raced("hit_pending");
    }
  }

  private void judge(List<Pending> due) {
    Map<Fetch, Verdict> judged =
        judging.judge(due.stream().map(Pending::hit).collect(toSet()), rules);
    verdicts.add(judged);
    answers.record(judged.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().hitClass())));
  }
}
