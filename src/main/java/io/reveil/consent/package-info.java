/**
 * What may be said of a consent: whose, for what, where it stands and on what it rests. Its parts build on these
 * words: wording, suppression, ledger, seal, and on top proof, history, rebuild and verify.
 *
 * <p>Owns: nothing. Public: {@link ConsentKey}, {@link ConsentState}, {@link CurrentConsent}, {@link Basis},
 * {@link Grade}.
 */
@NullMarked
package io.reveil.consent;

import org.jspecify.annotations.NullMarked;
