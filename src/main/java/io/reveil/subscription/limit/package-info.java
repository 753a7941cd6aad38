/**
 * How much mail that asks for a confirmation an address, and a form, may cause (B26).
 *
 * <p>Owns: {@code doi_sending}, {@code form_pace}. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.limit;

import org.jspecify.annotations.NullMarked;
