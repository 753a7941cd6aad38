package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;

/** One act to be recorded. */
record Act(ConsentKey key, Evidence evidence) {}
