/**
 * Tells programs from people among the hits, after a settling window, by rules that have versions (C3-C9).
 *
 * <p>Owns: {@code hit_verdict}, {@code hit_rejudging}. Public: nothing.
 */
@NullMarked
package io.reveil.tracking.judging;

import org.jspecify.annotations.NullMarked;
