package io.reveil.tracking.judging;

import static java.util.Map.entry;

import io.reveil.tracking.HitClass;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One version of the rules: from when on something is remarkable, what it weighs, which sum makes which class (C5), and
 * what somebody presses who is no program. A version that has judged is never changed; another one is added.
 *
 * @param weights what is absent weighs nothing
 */
record Rules(
    int version,
    Limits limits,
    Map<Reason, Integer> weights,
    Thresholds thresholds,
    Set<Press.Kind> proofs) {

  /**
   * From when on something is remarkable.
   *
   * @param fewLinks so many different links of one person within {@code linksWithin}; many are {@code manyLinks}
   * @param networks so many of one person within {@code networksWithin}
   * @param hosts of so many mail hosts, people on one network within {@code aroundWithin}
   * @param crowd so many people of one mail host, each within {@code atOnce} of delivery
   * @param crowdShare if they are this many per cent of the host's people whose hits are seen within {@code aroundWithin}:
   *     at a host of millions somebody is always quick
   * @param pressWithin how far from a hit a press of the same person speaks for it
   * @param press what follows a hit this fast is no hand
   * @param ordinaryLinks as many may somebody follow within {@code networksWithin}
   */
  record Limits(
      int fewLinks,
      int manyLinks,
      Duration linksWithin,
      int networks,
      Duration networksWithin,
      Duration leftWithin,
      Duration early,
      int hosts,
      int crowd,
      Duration atOnce,
      int crowdShare,
      Duration aroundWithin,
      Duration pressWithin,
      Duration press,
      int ordinaryLinks) {}

  /** A sum up to {@code scan}, up to {@code suspect}, from {@code likely}, from {@code confirmed}; between them nothing is known. */
  record Thresholds(int scan, int suspect, int likely, int confirmed) {
    HitClass classOf(int score) {
      if (score <= scan) {
        return HitClass.SCAN;
      }
      if (score <= suspect) {
        return HitClass.SUSPECT;
      }
      if (score < likely) {
        return HitClass.UNKNOWN;
      }
      return score < confirmed ? HitClass.HUMAN_LIKELY : HitClass.HUMAN_CONFIRMED;
    }
  }

  private static final Limits LIMITS = new Limits(
      3,
      5,
      Duration.ofSeconds(10),
      3,
      Duration.ofSeconds(120),
      Duration.ofSeconds(60),
      Duration.ofSeconds(60),
      10,
      5,
      Duration.ofSeconds(30),
      80,
      Duration.ofMinutes(10),
      Duration.ofMinutes(10),
      Duration.ofSeconds(2),
      2);

  private static final Map<Reason, Integer> WEIGHTS = Map.ofEntries(
      entry(Reason.HEAD, -60),
      entry(Reason.PREFETCH, -60),
      entry(Reason.ROBOT, -80),
      entry(Reason.NO_AGENT, -40),
      entry(Reason.LINKS_3, -60),
      entry(Reason.LINKS_5, -80),
      entry(Reason.NETWORKS, -60),
      entry(Reason.LEFT_AT_ONCE, -50),
      entry(Reason.SHARED_NETWORK, -30),
      entry(Reason.HOST_CLUSTER, -60),
      entry(Reason.EARLY, -20),
      entry(Reason.PRESSED, 60),
      entry(Reason.COHERENT, 15));

  private static final Thresholds THRESHOLDS = new Thresholds(-60, -25, 15, 40);

  private static final Set<Press.Kind> ANY_PRESS =
      Set.of(Press.Kind.STAYED, Press.Kind.PREFERENCES, Press.Kind.UNSUBSCRIBED);

  /** Not to leave: that takes one POST without a nonce (C2), and gateways send it. */
  private static final Set<Press.Kind> WITH_A_PAGE =
      Set.of(Press.Kind.STAYED, Press.Kind.PREFERENCES);

  private static final Map<Reason, Integer> AT_WORK =
      with(Map.of(Reason.COHERENT, 10, Reason.EARLY, -40));

  /** For readers at home: a single ordinary click is most likely a person. Whoever leaves passes for one. */
  static final Rules V1 = new Rules(1, LIMITS, WEIGHTS, THRESHOLDS, ANY_PRESS);

  /** For readers at work, behind gateways that follow one link with a browser. Whoever leaves passes for a person. */
  static final Rules V2 = new Rules(2, LIMITS, AT_WORK, THRESHOLDS, ANY_PRESS);

  /** For readers at home. */
  static final Rules V3 = new Rules(3, LIMITS, WEIGHTS, THRESHOLDS, WITH_A_PAGE);

  /** For readers at work: only a press proves a person. */
  static final Rules V4 = new Rules(4, LIMITS, AT_WORK, THRESHOLDS, WITH_A_PAGE);

  private static final List<Rules> ALL = List.of(V1, V2, V3, V4);
  static final int NEWEST = ALL.size();

  Rules {
    weights = Map.copyOf(weights);
    proofs = Set.copyOf(proofs);
  }

  private static Map<Reason, Integer> with(Map<Reason, Integer> others) {
    Map<Reason, Integer> weights = new HashMap<>(WEIGHTS);
    weights.putAll(others);
    return weights;
  }

  static Optional<Rules> find(int version) {
    return ALL.stream().filter(rules -> rules.version() == version).findFirst();
  }

  static Rules of(int version) {
    return find(version).orElseThrow();
  }

  int score(Set<Reason> reasons) {
    return reasons.stream().mapToInt(reason -> weights.getOrDefault(reason, 0)).sum();
  }
}
