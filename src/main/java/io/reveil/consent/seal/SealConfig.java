package io.reveil.consent.seal;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;

/** How often the ledger is sealed, and where the witness is. */
@ConfigurationProperties("reveil.seal")
public record SealConfig(@NotNull Duration every, @NotNull Path witness) {}
