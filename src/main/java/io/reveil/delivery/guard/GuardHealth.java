package io.reveil.delivery.guard;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.reactivestreams.Publisher;

/**
 * Says in {@code /health} which provider gets no mail, and why. Not DOWN: a proxy would then keep people from leaving,
 * which goes on (B5).
 */
@Singleton
class GuardHealth implements HealthIndicator {
  static final HealthStatus STOPPED =
      new HealthStatus("PROVIDER_STOPPED", "no mail leaves to a provider", true, 400);

  private final Storms storms;

  GuardHealth(Storms storms) {
    this.storms = storms;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    List<Storm> stopped = storms.lastSeen();
    Map<String, String> why = new TreeMap<>();
    stopped.forEach(storm -> why.put(storm.group(), storm.because()));
    return Publishers.just(
        HealthResult.builder("providers", stopped.isEmpty() ? HealthStatus.UP : STOPPED)
            .details(why)
            .build());
  }
}
