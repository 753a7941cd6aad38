/**
 * Speaks to the relay, and understands what it answers.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.delivery.smtp;

import org.jspecify.annotations.NullMarked;
