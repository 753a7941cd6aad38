/**
 * Contacts, events and suppressions in, by CSV: a file is received, worked on over restarts, and answered for.
 *
 * <p>Owns: nothing. Public: {@link ImportCommand}.
 */
@NullMarked
package io.reveil.intake;

import org.jspecify.annotations.NullMarked;
