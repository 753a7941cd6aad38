/**
 * Who asked for what and has not confirmed yet, and the mails that ask for the confirmation.
 *
 * <p>Owns: {@code subscription_request}, {@code requested_purpose}, {@code typed_field}. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.request;

import org.jspecify.annotations.NullMarked;
