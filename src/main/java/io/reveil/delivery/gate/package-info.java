/**
 * The only way to an address: says of each message whether it may leave now, and writes those that may.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.delivery.gate;

import org.jspecify.annotations.NullMarked;
