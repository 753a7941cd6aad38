package io.reveil.consent.verify;

import java.util.List;

/**
 * What a verification found.
 *
 * @param unsealed events that no block holds yet: nothing protects them
 * @param erased events of people who were erased, which are sealed and speak of nobody
 * @param erasedPeople how many people those were: who takes a person's name out of the database by hand leaves the same
 *     picture as an erasure, so the number is for whoever keeps count of erasures (E9)
 * @param witnessedFrom the first block that the witness of this node knows, for what comes before it nothing outside the
 *     database speaks; 0 without a witness
 * @param faults a sentence each, in the order of the ledger; of very many the first
 * @param faultCount how many there are
 */
public record Verdict(
    long events,
    long unsealed,
    long erased,
    long erasedPeople,
    long blocks,
    int witnessedFrom,
    List<String> faults,
    long faultCount) {}
