package io.reveil.consent.ledger;

/**
 * What a consent, or its absence, rests on.
 *
 * @param act that decided the state
 * @param source where it came from: the form, the import's own word, the button; empty where the act has none
 * @param missing what a claim lacked, or why what stood was found invalid; else empty
 */
public record Ground(ConsentAct act, String source, String missing) {}
