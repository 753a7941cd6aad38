/**
 * Contacts and events in, by CSV: a job with progress, rejects and a clean repetition.
 *
 * <p>Owns: {@code import_run}, {@code import_reject}. Public: {@link io.reveil.intake.ImportCommand}.
 */
@NullMarked
package io.reveil.intake;

import org.jspecify.annotations.NullMarked;
