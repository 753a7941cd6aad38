package io.reveil.job.spool;

/**
 * Names one record of all spools, for ever.
 *
 * @param segment the file it stands in, a random number
 * @param entry its place there, from 0
 */
public record Receipt(long segment, int entry) {}
