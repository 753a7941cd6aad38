/**
 * One import: how far it is, what became of its rows, and those it refused.
 *
 * <p>Owns: {@code import_run}, {@code import_reject}. Public: nothing.
 */
@NullMarked
package io.reveil.intake.run;

import org.jspecify.annotations.NullMarked;
