/**
 * Presses that grant something, as far as they show whether a person or a mail host's sandbox pressed.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.press;

import org.jspecify.annotations.NullMarked;
