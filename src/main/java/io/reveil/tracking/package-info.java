/**
 * Clicks and opens: measured only where the person agreed, recorded raw, judged later (A30-A39, C3-C9, D8, D11).
 *
 * <p>Owns: {@code hit_journal}, {@code hit_filing}, {@code hit}, {@code hit_group}, {@code hit_count}, {@code last_open}; in {@code tracking.judging} {@code
 * hit_verdict}, {@code hit_rejudging}; in {@code tracking.age} {@code hit_age}. Public: {@link io.reveil.tracking.Journal}, {@link io.reveil.tracking.HitDays} and what it counts, {@link
 * io.reveil.tracking.LastOpens}, {@link io.reveil.tracking.AgentFamily}.
 */
@NullMarked
package io.reveil.tracking;

import org.jspecify.annotations.NullMarked;
