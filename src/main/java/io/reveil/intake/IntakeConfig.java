package io.reveil.intake;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;

/**
 * What may be uploaded.
 *
 * @param maxBytes the longest file
 */
@ConfigurationProperties("reveil.intake")
record IntakeConfig(long maxBytes) {
  IntakeConfig {
    Demands.of("reveil.intake")
        .between("max-bytes", maxBytes, 1, Long.MAX_VALUE)
        .orRefuse();
  }
}
