/**
 * Closes what the ledger gained into signed blocks, tells a witness outside the database, and shows of an event that it
 * is in its block.
 *
 * <p>Owns: {@code seal_block}, {@code seal_entry}, {@code seal_witness}. Public: nothing.
 */
@NullMarked
package io.reveil.consent.seal;

import org.jspecify.annotations.NullMarked;
