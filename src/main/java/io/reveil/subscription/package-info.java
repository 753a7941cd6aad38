/**
 * What a person does: sign up, confirm, refuse, stay, unsubscribe.
 *
 * <p>Owns: {@code subscription_request}, {@code requested_purpose}, {@code typed_field}, {@code doi_sending}. Public:
 * nothing.
 */
@NullMarked
package io.reveil.subscription;

import org.jspecify.annotations.NullMarked;
