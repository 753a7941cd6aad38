package io.reveil.tracking.judging;

import io.reveil.tracking.AgentFamily;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Weighs what is remarkable about a hit (C5). Where from, how fast and with which browser decide nothing alone (C7).
 * Pure: the same hit in the same window under the same rules is judged the same.
 */
final class Judge {
  /** What says nothing against a person. */
  private static final Set<Reason> HARMLESS = EnumSet.of(Reason.EARLY, Reason.PRESSED);

  /** What no person's browser does. */
  private static final Set<Reason> MARKS =
      EnumSet.complementOf(EnumSet.of(Reason.EARLY, Reason.LEFT_AT_ONCE, Reason.COHERENT));

  private final Rules rules;
  private final Rules.Limits limits;

  Judge(Rules rules) {
    this.rules = rules;
    this.limits = rules.limits();
  }

  Verdict judge(Fetch fetch, Window window) {
    return fetch.isProxied() ? proxied(fetch.family()) : weighed(fetch, window);
  }

  /** (C8) Whatever else is seen: nothing is known of a person. */
  private Verdict proxied(AgentFamily proxy) {
    return switch (proxy) {
      case APPLE_PREFETCH -> proxied(HitClass.MACHINE, Reason.APPLE_PREFETCH);
      case GOOGLE_PROXY -> proxied(HitClass.PROXIED, Reason.GOOGLE_PROXY);
      case YAHOO_PROXY -> proxied(HitClass.PROXIED, Reason.YAHOO_PROXY);
      case UNSAID, ROBOT, EDGE, FIREFOX, CHROME, SAFARI, OTHER ->
        throw new IllegalArgumentException(proxy + " is no image proxy");
    };
  }

  private Verdict proxied(HitClass hitClass, Reason reason) {
    return new Verdict(hitClass, 0, Set.of(reason), rules.version());
  }

  private Verdict weighed(Fetch fetch, Window window) {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    addOfRequest(reasons, fetch);
    addOfPerson(reasons, fetch, window);
    addOfOthers(reasons, fetch, window);
    addPresses(reasons, fetch, window);
    if (HARMLESS.containsAll(reasons) && isOrdinary(fetch, window)) {
      reasons.add(Reason.COHERENT);
    }
    int score = rules.score(reasons);
    HitClass hitClass = rules.thresholds().classOf(score);
    return new Verdict(
        hitClass.isHuman() && !mayBeHuman(fetch, reasons) ? HitClass.UNKNOWN : hitClass,
        score,
        reasons,
        rules.version());
  }

  /** A HEAD or a prefetch is no click, whoever presses what (C3). */
  private static boolean mayBeHuman(Fetch fetch, Set<Reason> reasons) {
    return fetch.hit().means() == Means.GET && !reasons.contains(Reason.PRESSED_LIKE_A_SANDBOX);
  }

  private void addOfRequest(Set<Reason> reasons, Fetch fetch) {
    switch (fetch.hit().means()) {
      case HEAD -> reasons.add(Reason.HEAD);
      case PREFETCH -> reasons.add(Reason.PREFETCH);
      case GET -> {}
    }
    switch (fetch.family()) {
      case ROBOT -> reasons.add(Reason.ROBOT);
      case UNSAID -> reasons.add(Reason.NO_AGENT);
      case APPLE_PREFETCH, GOOGLE_PROXY, YAHOO_PROXY, EDGE, FIREFOX, CHROME, SAFARI, OTHER -> {}
    }
    if (fetch.isWithin(limits.early())) {
      reasons.add(Reason.EARLY);
    }
  }

  private void addOfPerson(Set<Reason> reasons, Fetch fetch, Window window) {
    int links = window.links(fetch, limits.linksWithin());
    if (links >= limits.manyLinks()) {
      reasons.add(Reason.LINKS_5);
    } else if (links >= limits.fewLinks()) {
      reasons.add(Reason.LINKS_3);
    }
    if (window.networks(fetch, limits.networksWithin()) >= limits.networks()) {
      reasons.add(Reason.NETWORKS);
    }
    if (fetch.hit().kind() == HitKind.CLICK
        && window.presses(fetch, limits.leftWithin()).stream()
            .anyMatch(press -> press.kind() == Press.Kind.UNSUBSCRIBED)) {
      reasons.add(Reason.LEFT_AT_ONCE);
    }
  }

  private void addOfOthers(Set<Reason> reasons, Fetch fetch, Window window) {
    if (window.hostsOnNetwork(fetch, limits.aroundWithin()) >= limits.hosts()) {
      reasons.add(Reason.SHARED_NETWORK);
    }
    if (fetch.isWithin(limits.atOnce())) {
      Window.Crowd crowd = window.crowd(fetch, limits.atOnce(), limits.aroundWithin());
      if (crowd.atOnce() >= limits.crowd()
          && crowd.atOnce() * 100 >= limits.crowdShare() * crowd.all()) {
        reasons.add(Reason.HOST_CLUSTER);
      }
    }
  }

  /** A press among the marks of a scanner, or faster than a hand, weighs what it weighs and proves nobody (issue 5). */
  private void addPresses(Set<Reason> reasons, Fetch fetch, Window window) {
    List<Press> presses = window.presses(fetch, limits.pressWithin()).stream()
        .filter(press -> rules.proofs().contains(press.kind())
            && press.messageId() == fetch.hit().messageId())
        .toList();
    if (presses.isEmpty()) {
      return;
    }
    boolean fast = presses.stream()
        .anyMatch(
            press -> Duration.between(fetch.at(), press.at()).abs().compareTo(limits.press()) < 0);
    boolean marked = reasons.stream().anyMatch(MARKS::contains);
    reasons.add(Reason.PRESSED);
    if (fast || marked) {
      reasons.add(Reason.PRESSED_LIKE_A_SANDBOX);
    }
  }

  private boolean isOrdinary(Fetch fetch, Window window) {
    return window.links(fetch, limits.linksWithin()) <= 1
        && window.links(fetch, limits.networksWithin()) <= limits.ordinaryLinks()
        && window.networks(fetch, limits.networksWithin()) <= 1
        && window.programs(fetch, limits.networksWithin()) <= 1;
  }
}
