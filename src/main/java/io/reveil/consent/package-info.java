/**
 * The consent ledger and its fold, notices, purposes, suppression: who may be written to, and the proof.
 *
 * <p>Owns: {@code notice}, {@code consent_subject}, {@code consent_event}, {@code consent_opening}, {@code current_consent}, {@code suppression}. Public: {@link io.reveil.consent.ConsentLedger}, {@link io.reveil.consent.Permissions}, {@link io.reveil.consent.Suppressions}, {@link io.reveil.consent.Purposes}.
 */
@NullMarked
package io.reveil.consent;

import org.jspecify.annotations.NullMarked;
