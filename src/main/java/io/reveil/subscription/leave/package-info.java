/**
 * The links in every other mail: unsubscribe, or stay.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.leave;

import org.jspecify.annotations.NullMarked;
