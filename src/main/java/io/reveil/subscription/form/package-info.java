/**
 * Signing up, on a page or through the API.
 *
 * <p>Owns: nothing. Public: the command {@code form}.
 */
@NullMarked
package io.reveil.subscription.form;

import org.jspecify.annotations.NullMarked;
