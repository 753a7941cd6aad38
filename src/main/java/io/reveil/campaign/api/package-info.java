/**
 * What schedulers and operators do with campaigns and waves, by HTTP and at the terminal.
 *
 * <p>Owns: nothing. Public: {@link CampaignCommand}, {@link WaveCommand}.
 */
@NullMarked
package io.reveil.campaign.api;

import org.jspecify.annotations.NullMarked;
