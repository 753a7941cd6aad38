/**
 * Every act of consent, appended and never changed, and its fold.
 *
 * <p>Owns: {@code consent_subject}, {@code consent_event}, {@code consent_opening}, {@code current_consent}. Public:
 * {@link Applied}, {@link Circumstances}, {@link ConsentLedger}, {@link CurrentConsents}, {@link Declaration},
 * {@link Evidence}, {@link Ground}, {@link Grounds}, {@link Objection}.
 */
@NullMarked
package io.reveil.consent.ledger;

import org.jspecify.annotations.NullMarked;
