/**
 * The way of each person through a campaign: on, out, or to its end.
 *
 * <p>Owns: {@code enrolment}, {@code slot}, {@code sunset}. Public: {@link Ways}, {@link Sunsets}.
 */
@NullMarked
package io.reveil.campaign.sequence;

import org.jspecify.annotations.NullMarked;
