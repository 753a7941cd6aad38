package io.reveil.consent.ledger;

/** Under which random name the ledger knows a contact, and the salt of its commitments (E9). */
@SuppressWarnings("ArrayRecordComponent")
public record ConsentSubject(byte[] reference, byte[] salt) {}
