package io.reveil;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.reveil.key.Peppers;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Says in {@code /health} that a missing pepper stops all sending. Not DOWN: a proxy would then keep people from leaving,
 * which goes on (B5).
 */
@Singleton
class PepperHealth implements HealthIndicator {
  static final HealthStatus STOPPED =
      new HealthStatus("SENDING_STOPPED", "no mail leaves this node", true, 500);

  private final Peppers peppers;

  PepperHealth(Peppers peppers) {
    this.peppers = peppers;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(peppers
        .fault()
        .map(fault -> HealthResult.builder("peppers", STOPPED)
            .details(Map.of("fault", fault))
            .build())
        .orElseGet(() -> HealthResult.builder("peppers", HealthStatus.UP).build()));
  }
}
