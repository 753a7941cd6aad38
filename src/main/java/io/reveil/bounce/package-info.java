/**
 * Reads what comes back by mail: bounces, complaints, replies; and finds the message of ours that it speaks of.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.bounce.BounceCommand}.
 */
@NullMarked
package io.reveil.bounce;

import org.jspecify.annotations.NullMarked;
