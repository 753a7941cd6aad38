package io.reveil.tracking.judging;

import static java.util.stream.Collectors.toSet;

import io.reveil.kernel.ContactId;
import io.reveil.tracking.Hit;
import io.reveil.tracking.HitKey;
import io.reveil.tracking.TrackingConfig;
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
  private final TrackingConfig config;

  Judging(Fetches fetches, TrackingConfig config) {
    this.fetches = fetches;
    this.config = config;
  }

  /** The verdicts of these hits, in the order of time; those erased meanwhile have none. */
  Map<Fetch, Verdict> judge(Set<HitKey> wanted, Rules rules) {
    List<Instant> times = fetches.find(wanted).stream().map(Hit::at).sorted().toList();
    return times.isEmpty() ? Map.of() : judge(wanted, times.getFirst(), times.getLast(), rules);
  }

  private Map<Fetch, Verdict> judge(Set<HitKey> wanted, Instant from, Instant to, Rules rules) {
    Rules.Limits limits = rules.limits();
    Set<ContactId> people = wanted.stream().map(HitKey::contact).collect(toSet());
    Instant end = to.plus(config.settle());
    List<Fetch> own = fetches.ofPeople(people, from.minus(limits.networksWithin()), end);
    Window window = new Window(
        own,
        fetches.around(from, from.minus(limits.aroundWithin()), end),
        fetches.presses(people, from.minus(limits.pressWithin()), end),
        config.settle());
    Judge judge = new Judge(rules);
    Map<Fetch, Verdict> verdicts = new LinkedHashMap<>();
    own.stream()
        .filter(fetch -> wanted.contains(HitKey.of(fetch.hit())))
        .sorted(Comparator.comparing(Fetch::at))
        .forEach(fetch -> verdicts.put(fetch, judge.judge(fetch, window)));
    return verdicts;
  }
}
