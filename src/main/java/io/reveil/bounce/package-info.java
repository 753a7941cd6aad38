/**
 * What comes back: bounces, complaints, replies. The parts: reading below, then report, then the sources imap and hook.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.bounce.BounceCommand}.
 */
@NullMarked
package io.reveil.bounce;

import org.jspecify.annotations.NullMarked;
