/**
 * Addresses that get nothing, whatever the consent; known by their digest only.
 *
 * <p>Owns: {@code suppression}. Public: {@link Suppressions}, {@link SuppressionReason}, {@link
 * WrittenDigests}, {@link SuppressionCommand}, {@link PepperCommand}.
 */
@NullMarked
package io.reveil.consent.suppression;

import org.jspecify.annotations.NullMarked;
