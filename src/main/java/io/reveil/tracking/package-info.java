/**
 * Clicks and opens: measured only where the person agreed, recorded raw, judged later (A30-A39, C3-C9, D8, D11).
 *
 * <p>Owns: {@code hit_journal}, {@code hit_filing}, {@code hit}, {@code hit_group}, {@code hit_count},
 * {@code last_open}. Public: {@link HitClass}, {@link HitDays}, {@link HitKind}, {@link LastOpens}.
 */
@NullMarked
package io.reveil.tracking;

import org.jspecify.annotations.NullMarked;
