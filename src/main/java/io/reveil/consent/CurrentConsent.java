package io.reveil.consent;

import io.reveil.kernel.NoMail;
import java.time.Instant;
import java.util.Optional;

/** A row of the fold. {@code gap} says what is missing where the basis is NONE. */
public record CurrentConsent(
    ConsentKey key,
    ConsentState state,
    Basis basis,
    Optional<NoMail> gap,
    Optional<Grade> grade,
    int version,
    Instant since,
    long eventId) {}
