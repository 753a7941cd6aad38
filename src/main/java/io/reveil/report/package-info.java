/**
 * Figures of waves and campaigns, and what is known of one contact: as pages, JSON and a sentence.
 *
 * <p>Owns: nothing. Public: {@link ContactCommand}.
 */
@NullMarked
package io.reveil.report;

import org.jspecify.annotations.NullMarked;
