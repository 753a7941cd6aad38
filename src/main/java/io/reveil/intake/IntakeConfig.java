package io.reveil.intake;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;

/**
 * What may be uploaded.
 *
 * @param maxBytes the longest file
 */
@ConfigurationProperties("reveil.intake")
record IntakeConfig(long maxBytes) {
  IntakeConfig {
    if (maxBytes < 1) {
      throw Fault.invalid("reveil.intake.max-bytes", "reveil.intake.max-bytes: at least 1 byte.");
    }
  }
}
