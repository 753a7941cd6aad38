/**
 * One walk over the whole base, page by page: who may be written to and why not, how people stood month by month, and
 * what their fields and sources are worth. Reports are made of its counts (F11, F12).
 *
 * <p>Owns: {@code audit_run}, {@code audit_count}, {@code audit_field}, {@code audit_month}. Public: nothing.
 */
@NullMarked
package io.reveil.report.count;

import org.jspecify.annotations.NullMarked;
