package io.reveil.consent.seal;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.nio.file.Path;
import java.time.Duration;

/** How often the ledger is sealed, and where the witness is. */
@ConfigurationProperties("reveil.seal")
public record SealConfig(Duration every, Path witness) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  /** What is not sealed yet, nothing protects (E8). */
  private static final Duration LONGEST = Duration.ofDays(1);

  public SealConfig {
    Demands.of("reveil.seal").between("every", every, SHORTEST, LONGEST).orRefuse();
  }
}
