/**
 * The lanes that take messages from the queue, in groups of ten, through the gate to the relay.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.delivery.lane;

import org.jspecify.annotations.NullMarked;
