/**
 * The way of each person through a campaign: on, out, or to its end.
 *
 * <p>Owns: {@code enrolment}, {@code slot}, {@code sunset}. Public: {@link Sunsets}, {@link Ways}.
 */
@NullMarked
package io.reveil.campaign.sequence;

import org.jspecify.annotations.NullMarked;
