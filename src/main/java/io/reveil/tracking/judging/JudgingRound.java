package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.reveil.job.Database;
import io.reveil.job.Leases;
import io.reveil.job.Recurring;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.Journal;
import io.reveil.tracking.Unjudged;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges the hits whose settling window is over, a slice a transaction: verdicts, counters, what follows of a human
 * click, and the end of the waiting all stand together, or none does (C4).
 */
@Singleton
class JudgingRound implements Recurring {
  private static final int SLICE = 500;
  /** Where little comes in, most groups are of one hit. */
  private static final int GROUPS = 100;

  private static final String LEASE = "hit-judging";
  /** Much longer than a slice takes. */
  private static final Duration LEASED = Duration.ofSeconds(30);

  private final Database database;
  private final Leases leases;
  private final Journal journal;
  private final Unjudged unjudged;
  private final Fetches hits;
  private final Judging judging;
  private final Verdicts verdicts;
  private final Answers answers;
  private final Rules rules;
  private final Clock clock;

  JudgingRound(
      Database database,
      Leases leases,
      Journal journal,
      Unjudged unjudged,
      Fetches hits,
      Judging judging,
      Verdicts verdicts,
      Answers answers,
      JudgingConfig config,
      Clock clock) {
    this.database = database;
    this.leases = leases;
    this.journal = journal;
    this.unjudged = unjudged;
    this.hits = hits;
    this.judging = judging;
    this.verdicts = verdicts;
    this.answers = answers;
    this.rules = Rules.of(config.rules());
    this.clock = clock;
  }

  @Override
  public String name() {
    return LEASE;
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  /** What came in around those that are due is filed first: by half of it a robot looks like a person. */
  @Override
  public boolean round() {
    if (!leases.claim(LEASE, LEASED)) {
      return false;
    }
    journal.fileAll();
    return slice();
  }

  /** The lease spares work; that groups are taken keeps a hit from being judged twice. */
  boolean slice() {
    return database.write(() -> {
      List<Unjudged.Group> due = unjudged.due(clock.instant(), GROUPS);
      List<Unjudged.Group> slice = slice(due);
      judge(
          unjudged.take(slice).stream().flatMap(group -> group.hits().stream()).collect(toSet()));
      return slice.size() < due.size() || due.size() == GROUPS;
    });
  }

  /** As many as make a slice, and at least one. */
  private static List<Unjudged.Group> slice(List<Unjudged.Group> due) {
    int hits = 0;
    int groups = 0;
    while (groups < due.size() && hits < SLICE) {
      hits += due.get(groups).hits().size();
      groups++;
    }
    return due.subList(0, groups);
  }

  /** What its person does not agree to any more is deleted unjudged (decision 7). */
  private void judge(Set<HitKey> due) {
    hits.hold(due);
    Map<Fetch, Verdict> judged = judging.judge(due, rules);
    verdicts.add(judged);
    Set<HitKey> unjudged = new HashSet<>(due);
    judged.keySet().forEach(fetch -> unjudged.remove(HitKey.of(fetch.hit())));
    hits.forget(unjudged);
    answers.record(judged.entrySet().stream()
        .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().hitClass())));
  }
}
