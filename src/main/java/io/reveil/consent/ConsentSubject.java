package io.reveil.consent;

/** Under which random name the ledger knows a contact, and the salt of its commitments (E9). */
@SuppressWarnings("ArrayRecordComponent")
record ConsentSubject(byte[] reference, byte[] salt) {}
