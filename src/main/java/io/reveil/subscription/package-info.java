/**
 * What a person does: sign up, confirm, refuse, stay, choose, unsubscribe. Here is what all its pages share; the
 * parts build on it.
 *
 * <p>Owns: {@code named_address}. Public: nothing.
 */
@NullMarked
package io.reveil.subscription;

import org.jspecify.annotations.NullMarked;
