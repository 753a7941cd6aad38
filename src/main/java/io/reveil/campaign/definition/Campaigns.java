package io.reveil.campaign.definition;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Stage;
import io.reveil.job.Database;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The campaigns that stand, each at its present version. */
@Singleton
public final class Campaigns {
  private final Database database;
  private final CampaignVersions versions;

  Campaigns(Database database, CampaignVersions versions) {
    this.database = database;
    this.versions = versions;
  }

  public Optional<Campaign> find(String name) {
    return versions.find(name);
  }

  /** The campaign, or the refusal that says which there are. */
  public Campaign named(String name) {
    return find(name)
        .orElseThrow(() -> Fault.absent(
            "UNKNOWN_CAMPAIGN",
            "There is no campaign of this name. There are: "
                + String.join(", ", list().stream().map(Campaign::name).toList()) + "."));
  }

  /** All, by name. */
  public List<Campaign> list() {
    return database.list("""
        SELECT campaign_id, name, version, purpose, created_at
          FROM campaign
         ORDER BY name
        """, CampaignVersions::campaign);
  }

  public Optional<Campaign> find(long id) {
    return from(id).filter(campaign -> campaign.id() == id);
  }

  /** The first from this id on: a walk over all. */
  public Optional<Campaign> from(long id) {
    return database.first("""
        SELECT campaign_id, name, version, purpose, created_at
          FROM campaign
         WHERE campaign_id >= ?
         ORDER BY campaign_id
         LIMIT 1
        """, CampaignVersions::campaign, id);
  }

  /** The stages of a version, in order. */
  public List<Stage> stages(Campaign campaign, int version) {
    return versions.definition(campaign.id(), version).stages();
  }

  /** The share held out by the present version. */
  public double holdout(Campaign campaign) {
    return versions.definition(campaign.id(), campaign.version()).holdout();
  }

  /** The document of the present version, as applied. */
  public String document(Campaign campaign) {
    return versions.document(campaign.id(), campaign.version());
  }
}
