/**
 * What a person does: sign up, confirm, refuse, stay, unsubscribe. Here is what all its pages share; the parts build
 * on it: request, form, confirm, and leave.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.subscription;

import org.jspecify.annotations.NullMarked;
