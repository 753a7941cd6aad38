package io.reveil.web;

import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.reveil.kernel.Fault;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bounds how often one network may post to public pages. Withdrawals are never bounded (C10). */
@ServerFilter(patterns = ServerFilter.MATCH_ALL_PATTERN, methods = HttpMethod.POST)
class PostLimit {
  private static final int NETWORKS = 10_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ClientNetworks networks;
  private final int postsPerMinute;
  private final Clock machine;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
      return size() > NETWORKS;
    }
  };

  PostLimit(ClientNetworks networks, WebConfig config, @Named("machine") Clock machine) {
    this.networks = networks;
    this.postsPerMinute = config.postsPerMinute();
    this.machine = machine;
  }

  private record Bucket(double left, Instant at) {}

  @RequestFilter
  void limit(HttpRequest<?> request) {
    if (isBounded(request)) {
      take(networks.of(request));
    }
  }

  private static boolean isBounded(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(RouteMatch::getAnnotationMetadata)
        .filter(route -> route.hasAnnotation(Public.class))
        .map(route -> route.booleanValue(Public.class, "bounded").orElse(true))
        .orElse(false);
  }

  /** A token bucket: a minute's worth at once, then one by one as time gives them back. */
  private synchronized void take(String network) {
    Instant now = machine.instant();
    Bucket bucket = buckets.getOrDefault(network, new Bucket(postsPerMinute, now));
    double back =
        (double) Duration.between(bucket.at(), now).toNanos() / MINUTE.toNanos() * postsPerMinute;
    double left = Math.min(postsPerMinute, bucket.left() + Math.max(0, back));
    if (left < 1) {
      throw new Fault(
          Fault.Kind.TOO_MANY, "TOO_MANY", "Too many requests from this network; wait a minute.");
    }
    buckets.put(network, new Bucket(left - 1, now));
  }
}
