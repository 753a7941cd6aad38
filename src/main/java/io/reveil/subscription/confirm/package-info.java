/**
 * The link in the confirmation mail: confirm, or say that it was somebody else.
 *
 * <p>Owns: {@code former_state}, {@code filled_gap}, {@code lifted_ban}. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.confirm;

import org.jspecify.annotations.NullMarked;
