/**
 * What the controller can show: the acts of one consent with their wording, and what a person may see or have erased.
 *
 * <p>Owns: nothing. Public: {@link ConsentCommand}, {@link Receipt}, {@link Receipts}.
 */
@NullMarked
package io.reveil.consent.proof;

import org.jspecify.annotations.NullMarked;
