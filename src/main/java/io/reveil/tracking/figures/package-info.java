/**
 * Shows what hits were judged to be, and why: to people, to programs and at the terminal.
 *
 * <p>Owns: nothing. Public: {@link HitsCommand}.
 */
@NullMarked
package io.reveil.tracking.figures;

import org.jspecify.annotations.NullMarked;
