package io.reveil.consent.verify;

import java.util.Optional;

/**
 * What a verification found.
 *
 * @param unsealed events that no block holds yet: nothing protects them
 * @param erased events of people who were erased, which are sealed and speak of nobody
 * @param fault the first fault, in one sentence with what to do
 */
public record Verdict(
    long events, long unsealed, long erased, long blocks, Optional<String> fault) {}
