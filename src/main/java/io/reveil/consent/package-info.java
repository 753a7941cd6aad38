/**
 * What may be said of a consent: whose, for what, where it stands and on what it rests. Its parts build on these words.
 *
 * <p>Owns: nothing. Public: {@link Basis}, {@link ConsentKey}, {@link ConsentState}, {@link CurrentConsent},
 * {@link Doorway}, {@link Grade}.
 */
@NullMarked
package io.reveil.consent;

import org.jspecify.annotations.NullMarked;
