package io.reveil.job;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;

/**
 * How background work comes round.
 *
 * @param enabled read by the name of the property, before there is a bean of this
 * @param patienceSeconds how long a stopping server waits for work under way
 * @param haste how many times sooner than usual work comes round
 */
@ConfigurationProperties("reveil.job")
public record JobConfig(boolean enabled, long patienceSeconds, int haste) {
  private static final int LONGEST_PATIENCE = 3_600;
  private static final int GREATEST_HASTE = 1_000;

  public JobConfig {
    Demands.of("reveil.job")
        .between("patience-seconds", patienceSeconds, 0, LONGEST_PATIENCE)
        .between("haste", haste, 1, GREATEST_HASTE)
        .orRefuse();
  }
}
