package io.reveil.consent.seal;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How often the ledger is sealed, and where the witness is. */
@ConfigurationProperties("reveil.seal")
public record SealConfig(Duration every, Path witness) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  /** What is not sealed yet, nothing protects (E8). */
  private static final Duration LONGEST = Duration.ofDays(1);

  public SealConfig {
    Demands.of("reveil.seal")
        .between("every", every, SHORTEST, LONGEST)
        .that(
            isWritable(witness.toAbsolutePath()),
            "witness",
            witness + " cannot be written by this user; name a file in a folder that can.")
        .orRefuse();
  }

  private static boolean isWritable(Path file) {
    return Files.exists(file)
        ? Files.isRegularFile(file) && Files.isWritable(file)
        : Optional.ofNullable(file.getParent()).filter(SealConfig::takesFiles).isPresent();
  }

  /** A folder that is not there yet is made. */
  private static boolean takesFiles(Path folder) {
    return Files.exists(folder)
        ? Files.isDirectory(folder) && Files.isWritable(folder)
        : Optional.ofNullable(folder.getParent()).filter(SealConfig::takesFiles).isPresent();
  }
}
