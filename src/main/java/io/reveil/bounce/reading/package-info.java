/**
 * Reads a mail that came back: a bounce, a complaint, a reply, or something else.
 *
 * <p>Owns: nothing. Public: {@link io.reveil.bounce.reading.ReturnedMail}, {@link io.reveil.bounce.reading.Returned}.
 */
@NullMarked
package io.reveil.bounce.reading;

import org.jspecify.annotations.NullMarked;
