package io.reveil.campaign;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The campaigns, for those who report on them and explain a contact's way. */
@Singleton
public final class Campaigns {
  private final Database database;
  private final CampaignVersions versions;
  private final Enrolments enrolments;

  Campaigns(Database database, CampaignVersions versions, Enrolments enrolments) {
    this.database = database;
    this.versions = versions;
    this.enrolments = enrolments;
  }

  /**
   * How many people stand where.
   *
   * @param exit if EXITED
   */
  public record Standing(Arm arm, EnrolmentState state, Optional<ExitReason> exit, long people) {}

  public Optional<Campaign> find(String name) {
    return versions.find(name);
  }

  /** The campaign, or the refusal that says which there are. */
  Campaign named(String name) {
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

  Optional<Campaign> find(long id) {
    return from(id).filter(campaign -> campaign.id() == id);
  }

  /** The first from this id on: a walk over all. */
  Optional<Campaign> from(long id) {
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

  /** Counted by SQL at rest. */
  public List<Standing> standings(Campaign campaign) {
    return database.list(
        """
        SELECT arm, state, exit_reason, COUNT(*) AS people
          FROM enrolment
         WHERE campaign_id = ?
         GROUP BY arm, state, exit_reason
         ORDER BY arm, state, exit_reason
        """,
        row -> new Standing(
            Columns.constant(row, "arm", Arm.class),
            Columns.constant(row, "state", EnrolmentState.class),
            Columns.optionalConstant(row, "exit_reason", ExitReason.class),
            row.getLong("people")),
        campaign.id());
  }

  /** A contact's way through a campaign, in words that explain it. */
  public record Way(String campaign, Stage stage, boolean lastStage, Enrolment enrolment) {}

  /** All ways of a contact, earliest first. */
  public List<Way> ways(ContactId contact) {
    return enrolments.of(contact).stream().map(this::way).toList();
  }

  private Way way(Enrolment enrolment) {
    Definition definition = versions.definition(enrolment.campaignId(), enrolment.version());
    return new Way(
        definition.campaign(),
        definition.stages().get(enrolment.stage()),
        definition.isLast(enrolment.stage()),
        enrolment);
  }
}
