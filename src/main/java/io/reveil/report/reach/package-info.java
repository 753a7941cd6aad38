/**
 * Whom one can reach, for what, and how that wears off: contactability by purpose, activity month by month, the coming
 * ends of retention, and what came back of mail (B24, F11). Made of the counts of {@link io.reveil.report.count} and of
 * the counters of tracking and delivery.
 *
 * <p>Owns: nothing. Public: {@link ReportCommand}.
 */
@NullMarked
package io.reveil.report.reach;

import org.jspecify.annotations.NullMarked;
