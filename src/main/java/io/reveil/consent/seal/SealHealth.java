package io.reveil.consent.seal;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/**
 * Says in {@code /health} that this node closes no block, and why: what people do is recorded all the same, and nothing
 * protects it (E8); or that it found events which Réveil did not write, and sealed the others. Not DOWN: a proxy would then keep people from leaving, which goes on (B5).
 */
@Singleton
class SealHealth implements HealthIndicator {
  static final HealthStatus STOPPED =
      new HealthStatus("SEALING_STOPPED", "no block of the ledger is closed", true, 300);

  static final HealthStatus ALTERED =
      new HealthStatus("LEDGER_ALTERED", "the ledger holds what Réveil did not write", true, 300);

  private final SealState state;

  SealHealth(SealState state) {
    this.state = state;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    return Publishers.just(result());
  }

  HealthResult result() {
    return state
        .fault()
        .map(fault -> result(STOPPED, fault))
        .or(() -> state.foreign().map(fault -> result(ALTERED, fault)))
        .orElseGet(() -> HealthResult.builder("sealing", HealthStatus.UP).build());
  }

  private static HealthResult result(HealthStatus status, String fault) {
    return HealthResult.builder("sealing", status)
        .details(Map.of("fault", fault))
        .build();
  }
}
