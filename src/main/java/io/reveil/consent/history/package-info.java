/**
 * What the ledger holds of a person, read back: whether Réveil wrote it as it stands, and the fold that follows from it.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.consent.history;

import org.jspecify.annotations.NullMarked;
