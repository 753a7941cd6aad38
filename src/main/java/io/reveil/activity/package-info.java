/**
 * Signals, last sign of life, exposure, retention date; status as a function of dates (F1, F2, A20, A21).
 *
 * <p>Owns: {@code contact_signal}, {@code activity}, {@code last_event}, {@code comeback}. Public: {@link Activities},
 * {@link ContactEvent}, {@link EventTypes}, {@link Opens}, {@link Signal}, {@link SqlCondition}, {@link Standing},
 * {@link Status}, {@link StatusRules}, {@link Transition}, {@link Transitions}.
 */
@NullMarked
package io.reveil.activity;

import org.jspecify.annotations.NullMarked;
