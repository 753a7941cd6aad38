/**
 * A CSV file, row by row, and what makes a row doubtful.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.intake.file;

import org.jspecify.annotations.NullMarked;
