/**
 * Contacts, events and suppressions in, by CSV: a file is received, worked on over restarts, and answered for. It stands on its
 * parts: file, run and row.
 *
 * <p>Owns: nothing. Public: {@link ImportCommand}.
 */
@NullMarked
package io.reveil.intake;

import org.jspecify.annotations.NullMarked;
