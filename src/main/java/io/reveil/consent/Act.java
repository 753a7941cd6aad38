package io.reveil.consent;

/** One act to be recorded. */
record Act(ConsentKey key, Evidence evidence) {}
