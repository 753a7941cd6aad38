/**
 * What somebody receives and what is measured of it, seen and changed without an account (A29).
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.subscription.preference;

import org.jspecify.annotations.NullMarked;
