package io.reveil.tracking.judging;

import static java.util.stream.Collectors.joining;

import io.reveil.tracking.HitClass;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** What a hit was judged to be, why, and by which version of the rules. */
record Verdict(HitClass hitClass, int score, Set<Reason> reasons, int rules) {
  Verdict {
    reasons = Set.copyOf(reasons);
  }

  /** As stored. */
  String reasonNames() {
    return reasons.stream().sorted().map(Reason::name).collect(joining(","));
  }

  static Set<Reason> reasons(String names) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    Arrays.stream(names.split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(Reason::valueOf)
        .forEach(reasons::add);
    return reasons;
  }

  Verdict and(Reason reason) {
    Set<Reason> more = EnumSet.of(reason);
    more.addAll(reasons);
    return new Verdict(hitClass, score, more, rules);
  }
}
