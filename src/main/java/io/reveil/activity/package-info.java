/**
 * Signals, last sign of life, exposure, retention date; status as a function of dates (F1, F2, A20, A21).
 *
 * <p>Owns: {@code contact_signal}, {@code activity}, {@code last_event}, {@code comeback}. Public: {@link io.reveil.activity.Activities},
 * {@link io.reveil.activity.Status}, {@link io.reveil.activity.StatusRules}, {@link io.reveil.activity.Transitions}, {@link io.reveil.activity.EventTypes}.
 */
@NullMarked
package io.reveil.activity;

import org.jspecify.annotations.NullMarked;
