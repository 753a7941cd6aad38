package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toSet;

import io.reveil.consent.wording.PurposeKind;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.tracking.Hit;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.TrackingConfig;
import io.reveil.tracking.Wills;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges hits in the window that the tables show around them. Reads only. */
@Singleton
class Judging {
  private final Fetches fetches;
  private final Wills wills;
  private final TrackingConfig config;

  Judging(Fetches fetches, Wills wills, TrackingConfig config) {
    this.fetches = fetches;
    this.wills = wills;
    this.config = config;
  }

  /**
   * The verdicts of these hits, in the order of time. Those erased meanwhile have none, and none those whose people do not
   * agree any more to such being known (A33).
   */
  Map<Fetch, Verdict> judge(Set<HitKey> wanted, Rules rules) {
    List<Hit> hits =
        fetches.find(wanted).stream().sorted(Comparator.comparing(Hit::at)).toList();
    Map<Fetch, Verdict> verdicts = new LinkedHashMap<>();
    while (!hits.isEmpty()) {
      Instant end = hits.getFirst().at().plus(rules.limits().aroundWithin());
      List<Hit> near = hits.stream().takeWhile(hit -> !hit.at().isAfter(end)).toList();
      verdicts.putAll(judged(near, rules));
      hits = hits.subList(near.size(), hits.size());
    }
    return verdicts;
  }

  /** So near in time that what happened around the first of them shows around the last as well. */
  private Map<Fetch, Verdict> judged(List<Hit> near, Rules rules) {
    Rules.Limits limits = rules.limits();
    Set<HitKey> wanted = near.stream().map(HitKey::of).collect(toSet());
    Set<ContactId> people = near.stream().map(Hit::contact).collect(toSet());
    Instant from = near.getFirst().at();
    Instant end = near.getLast().at().plus(config.settle());
    List<Fetch> own = fetches.ofPeople(people, from.minus(limits.networksWithin()), end);
    Window window = new Window(
        own,
        fetches.around(from, from.minus(limits.aroundWithin()), end),
        fetches.presses(people, from.minus(limits.pressWithin()), end),
        config.settle());
    Judge judge = new Judge(rules);
    Map<Fetch, Verdict> verdicts = new LinkedHashMap<>();
    agreed(own.stream().filter(fetch -> wanted.contains(HitKey.of(fetch.hit()))).toList()).stream()
        .sorted(Comparator.comparing(Fetch::at))
        .forEach(fetch -> verdicts.put(fetch, judge.judge(fetch, window)));
    return verdicts;
  }

  /** As when they were recorded: what is not known to be agreed to is not. */
  private List<Fetch> agreed(List<Fetch> due) {
    Set<ContactId> people = due.stream().map(fetch -> fetch.hit().contact()).collect(toSet());
    Set<Purpose> letters =
        due.stream().flatMap(fetch -> fetch.letter().stream()).collect(toSet());
    Set<PurposeKind> kinds =
        due.stream().map(fetch -> fetch.hit().kind().measuring()).collect(toSet());
    Wills.Recorded said = wills.of(people, letters, kinds);
    return due.stream()
        .filter(fetch -> fetch
            .letter()
            .map(letter ->
                said.will(fetch.hit().contact(), letter, fetch.hit().kind().measuring()))
            .filter(Wills.Will.AGREED::equals)
            .isPresent())
        .toList();
  }
}
