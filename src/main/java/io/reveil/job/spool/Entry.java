package io.reveil.job.spool;

import java.time.Instant;

/**
 * A record as it was appended.
 *
 * @param at when it was appended, in business time
 */
public record Entry(Receipt receipt, String kind, Instant at, byte[] content) {}
