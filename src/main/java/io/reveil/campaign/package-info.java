/**
 * Campaigns, their stages, enrolments, waves and holdout.
 *
 * <p>Owns: {@code campaign}, {@code campaign_version}, {@code enrolment}, {@code slot}, {@code sunset}, {@code wave}, {@code wave_count}. Public: what reports read: {@link io.reveil.campaign.Campaigns}, {@link
 * io.reveil.campaign.Waves}, {@link io.reveil.campaign.Sunsets}; and the commands.
 */
@NullMarked
package io.reveil.campaign;

import org.jspecify.annotations.NullMarked;
