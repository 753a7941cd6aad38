package io.reveil.activity;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Where a contact stands on a day.
 *
 * @param silentSince the last sign of life, or the day we came to know the contact
 * @param retentionDueOn when erasure is due unless the person gives a sign (A20)
 */
public record Standing(
    Status status,
    LocalDate silentSince,
    Optional<LocalDate> lastSignOn,
    Optional<String> lastSignKind,
    boolean hasCrmEvent,
    int exposures,
    LocalDate retentionDueOn) {}
