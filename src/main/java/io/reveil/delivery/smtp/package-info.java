/**
 * Speaks to the relay.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.delivery.smtp;

import org.jspecify.annotations.NullMarked;
