/**
 * Folds the ledger anew, and mends what {@code current_consent} says otherwise.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.consent.rebuild;

import org.jspecify.annotations.NullMarked;
