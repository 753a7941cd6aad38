package io.reveil.key;

import java.time.Instant;
import java.util.Optional;

/**
 * A key as the database knows it.
 *
 * @param here whether this node has it
 * @param signs whether it is the one that this node makes new things with
 * @param waits whether it will be, once every node that runs has it
 */
public record KeyEntry(
    int id,
    Instant createdAt,
    Optional<Instant> revokedAt,
    boolean here,
    boolean signs,
    boolean waits) {}
