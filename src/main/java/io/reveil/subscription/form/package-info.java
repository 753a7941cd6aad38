/**
 * Signing up, on a page or through the API.
 *
 * <p>Owns: nothing. Public: {@link FormCommand}.
 */
@NullMarked
package io.reveil.subscription.form;

import org.jspecify.annotations.NullMarked;
