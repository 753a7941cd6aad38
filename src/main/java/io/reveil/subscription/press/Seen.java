package io.reveil.subscription.press;

import io.reveil.consent.ledger.Circumstances;

/**
 * A press as the ledger will know it.
 *
 * @param isDoubtful whether it looks like a sandbox's: then it grants nothing, and its page asks a question
 */
public record Seen(Circumstances circumstances, boolean isDoubtful) {}
