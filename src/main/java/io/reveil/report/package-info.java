/**
 * Figures of waves and campaigns, as pages and JSON.
 *
 * <p>Owns: nothing. Public: nothing.
 */
@NullMarked
package io.reveil.report;

import org.jspecify.annotations.NullMarked;
