package io.reveil.tracking.judging;

import static java.util.stream.Collectors.groupingBy;

import io.reveil.kernel.ContactId;
import io.reveil.tracking.HitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What was fetched and pressed around some hits. Of each hit it shows what came before and, up to the end of its
 * settling window, after: never more, so that whoever judges it again sees the same.
 */
final class Window {
  private final Map<ContactId, List<Fetch>> ofContact;
  private final Map<String, List<Fetch>> ofNetwork;
  private final Map<String, List<Fetch>> ofHost;
  private final Map<ContactId, List<Press>> presses;
  private final Duration settle;

  /**
   * Images that proxies fetched say nothing of where people are, and are left out.
   *
   * @param own all hits of the people who are judged
   * @param around hits of others too, near in time
   */
  Window(Collection<Fetch> own, Collection<Fetch> around, List<Press> presses, Duration settle) {
    this.ofContact = own.stream()
        .filter(fetch -> !fetch.isProxied())
        .sorted(Comparator.comparing(Fetch::at))
        .collect(groupingBy(fetch -> fetch.hit().contact()));
    List<Fetch> others = around.stream().filter(fetch -> !fetch.isProxied()).toList();
    this.ofNetwork = by(others, fetch -> fetch.hit().network());
    this.ofHost = by(others, Fetch::host);
    this.presses = presses.stream().collect(groupingBy(Press::contact));
    this.settle = settle;
  }

  private static Map<String, List<Fetch>> by(
      List<Fetch> fetches, Function<Fetch, Optional<String>> name) {
    return fetches.stream()
        .filter(fetch -> name.apply(fetch).isPresent())
        .collect(groupingBy(fetch -> name.apply(fetch).orElseThrow()));
  }

  /** The most different links of the same person in any such time that holds the hit. */
  int links(Fetch fetch, Duration within) {
    return most(
        fetch,
        within,
        other -> other.hit().kind() == HitKind.CLICK,
        other -> Optional.of(other.hit().linkId()));
  }

  int networks(Fetch fetch, Duration within) {
    return most(fetch, within, _ -> true, other -> other.hit().network());
  }

  int programs(Fetch fetch, Duration within) {
    return most(fetch, within, _ -> true, other -> Optional.of(other.family()));
  }

  /** Each span begins with a hit: another one holds no more. */
  private <T> int most(
      Fetch fetch, Duration within, Predicate<Fetch> counted, Function<Fetch, Optional<T>> what) {
    List<Fetch> near = ofPerson(fetch).stream()
        .filter(counted)
        .filter(other ->
            isBetween(other.at(), fetch.at().minus(within), end(fetch.at().plus(within), fetch)))
        .toList();
    Map<T, Integer> inSpan = new HashMap<>();
    int most = 0;
    int next = 0;
    for (Fetch first : near) {
      if (first.at().isAfter(fetch.at())) {
        break;
      }
      Instant end = first.at().plus(within);
      while (next < near.size() && !near.get(next).at().isAfter(end)) {
        what.apply(near.get(next)).ifPresent(one -> inSpan.merge(one, 1, Integer::sum));
        next++;
      }
      most = Math.max(most, inSpan.size());
      what.apply(first)
          .ifPresent(
              one -> inSpan.compute(one, (_, hits) -> hits == null || hits == 1 ? null : hits - 1));
    }
    return most;
  }

  private List<Fetch> ofPerson(Fetch fetch) {
    return ofContact.getOrDefault(fetch.hit().contact(), List.of());
  }

  /** Of how many mail hosts people came from the same network within such a time. */
  int hostsOnNetwork(Fetch fetch, Duration within) {
    Set<String> hosts = new HashSet<>();
    fetch
        .hit()
        .network()
        .map(network -> ofNetwork.getOrDefault(network, List.of()))
        .orElse(List.of())
        .stream()
        .filter(other -> isAround(other, fetch, within))
        .forEach(other -> other.host().ifPresent(hosts::add));
    return hosts.size();
  }

  /** Of how many people of one mail host hits were seen: at once after delivery, and at all. */
  record Crowd(int atOnce, int all) {}

  Crowd crowd(Fetch fetch, Duration atOnce, Duration within) {
    Set<ContactId> quick = new HashSet<>();
    Set<ContactId> all = new HashSet<>();
    fetch.host().map(host -> ofHost.getOrDefault(host, List.of())).orElse(List.of()).stream()
        .filter(other -> isAround(other, fetch, within))
        .forEach(other -> {
          all.add(other.hit().contact());
          if (other.isWithin(atOnce)) {
            quick.add(other.hit().contact());
          }
        });
    return new Crowd(quick.size(), all.size());
  }

  /** The last such time before the settling window ends. */
  private boolean isAround(Fetch other, Fetch fetch, Duration within) {
    Instant end = fetch.at().plus(settle);
    return isBetween(other.at(), end.minus(within), end);
  }

  /** Presses of the same person near the hit. */
  List<Press> presses(Fetch fetch, Duration within) {
    return presses.getOrDefault(fetch.hit().contact(), List.of()).stream()
        .filter(press ->
            isBetween(press.at(), fetch.at().minus(within), end(fetch.at().plus(within), fetch)))
        .toList();
  }

  private Instant end(Instant wanted, Fetch fetch) {
    Instant end = fetch.at().plus(settle);
    return wanted.isBefore(end) ? wanted : end;
  }

  private static boolean isBetween(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && !at.isAfter(to);
  }
}
