/**
 * The one spelling of what is hashed and signed, and the mark by which Réveil knows what it wrote itself.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.consent.canonical;

import org.jspecify.annotations.NullMarked;
