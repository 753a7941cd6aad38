/**
 * What one row says, of a contact or of an event, and what it does.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.intake.row;

import org.jspecify.annotations.NullMarked;
