package io.reveil.key;

import java.time.Instant;
import java.util.Optional;

/**
 * A key as the database knows it.
 *
 * @param here whether this node has it
 * @param newest whether it is the one that this node makes new things with
 */
public record KeyEntry(
    int id, Instant createdAt, Optional<Instant> revokedAt, boolean here, boolean newest) {}
