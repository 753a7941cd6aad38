/**
 * Every act of consent, appended and never changed, and its fold.
 *
 * <p>Owns: {@code consent_subject}, {@code consent_event}, {@code consent_opening}, {@code current_consent}. Public:
 * {@link ConsentLedger}, {@link Evidence}, {@link Declaration}, {@link Applied}, {@link CurrentConsents}, {@link
 * Erasures}.
 */
@NullMarked
package io.reveil.consent.ledger;

import org.jspecify.annotations.NullMarked;
