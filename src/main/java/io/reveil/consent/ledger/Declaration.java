package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;

/** What a file of the controller says of one contact and purpose. */
public record Declaration(ConsentKey key, Evidence.Listed evidence) {}
