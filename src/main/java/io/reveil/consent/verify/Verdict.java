package io.reveil.consent.verify;

import java.util.Optional;

/**
 * What a verification found.
 *
 * @param unsealed events that no block holds yet: nothing protects them
 * @param erased events of people who were erased, which are sealed and speak of nobody
 * @param erasedPeople how many people those were: who takes a person's name out of the database by hand leaves the same
 *     picture as an erasure, so the number is for whoever keeps count of erasures (E9)
 * @param fault the first fault, in one sentence with what to do
 */
public record Verdict(
    long events,
    long unsealed,
    long erased,
    long erasedPeople,
    long blocks,
    Optional<String> fault) {}
