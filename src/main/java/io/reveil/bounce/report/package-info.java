/**
 * Acts upon what came back, from whatever source, once each.
 *
 * <p>Owns: {@code inbound_report}, {@code inbound_count}. Public: {@link io.reveil.bounce.report.InboundReports},
 * {@link io.reveil.bounce.report.Report}, {@link io.reveil.bounce.report.Said}.
 */
@NullMarked
package io.reveil.bounce.report;

import org.jspecify.annotations.NullMarked;
