/**
 * What comes back: bounces, complaints, replies. Here is the command; all else stands in the parts.
 *
 * <p>Owns: nothing. Public: {@link BounceCommand}.
 */
@NullMarked
package io.reveil.bounce;

import org.jspecify.annotations.NullMarked;
