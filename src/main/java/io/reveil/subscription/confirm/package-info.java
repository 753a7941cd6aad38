/**
 * The link in the confirmation mail: confirm, or say that it was somebody else.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.confirm;

import org.jspecify.annotations.NullMarked;
