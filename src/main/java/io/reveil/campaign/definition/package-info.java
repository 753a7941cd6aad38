/**
 * The document of a campaign: read, checked, and kept in every version.
 *
 * <p>Owns: {@code campaign}, {@code campaign_version}. Public: {@link Campaigns}.
 */
@NullMarked
package io.reveil.campaign.definition;

import org.jspecify.annotations.NullMarked;
