/**
 * Addresses that get nothing, whatever the consent; known by their digest only.
 *
 * <p>Owns: {@code suppression}. Public: {@link LastingBans}, {@link PepperCommand}, {@link SuppressionCommand},
 * {@link SuppressionReason}, {@link Suppressions}, {@link WrittenDigests}.
 */
@NullMarked
package io.reveil.consent.suppression;

import org.jspecify.annotations.NullMarked;
