/**
 * Reads a mail that came back: a bounce, a complaint, a reply, or something else.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.bounce.reading;

import org.jspecify.annotations.NullMarked;
