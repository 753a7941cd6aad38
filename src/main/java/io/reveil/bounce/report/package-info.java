/**
 * Acts upon what came back, from whatever source, once each.
 *
 * <p>Owns: {@code inbound_report}, {@code inbound_count}. Public: nothing.
 */
@NullMarked
package io.reveil.bounce.report;

import org.jspecify.annotations.NullMarked;
