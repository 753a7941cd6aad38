package io.reveil.consent;

/** One consent that an import declares or claims. */
public record Declaration(ConsentKey key, Evidence evidence) {}
