package io.reveil;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.reveil.job.spool.Spool;
import jakarta.inject.Singleton;
import java.util.Map;
import org.reactivestreams.Publisher;

/** Says in {@code /health} that this node sends nothing before the database knows what was pressed meanwhile. */
@Singleton
class SpoolHealth implements HealthIndicator {
  private final Spool spool;

  SpoolHealth(Spool spool) {
    this.spool = spool;
  }

  @Override
  public Publisher<HealthResult> getResult() {
    Spool.Load load = spool.load();
    HealthResult.Builder result = HealthResult.builder(
            "spool", spool.isEmpty() ? HealthStatus.UP : PepperHealth.STOPPED)
        .details(Map.of("records", load.records(), "bytes", load.bytes()));
    return Publishers.just(result.build());
  }
}
