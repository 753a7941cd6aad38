/**
 * Reads the whole ledger and says whether it is as it was written: rows, openings, wordings, fold, blocks,
 * signatures and witness.
 *
 * <p>Owns: nothing. Public: {@link LedgerCommand}.
 */
@NullMarked
package io.reveil.consent.verify;

import org.jspecify.annotations.NullMarked;
