package io.reveil.campaign.sequence;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.campaign.EnrolmentState;
import io.reveil.campaign.ExitReason;
import io.reveil.campaign.Stage;
import io.reveil.campaign.definition.CampaignVersions;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The ways of people through campaigns: where each stands, and how many stand where. */
@Singleton
public final class Ways {
  private final Database database;
  private final CampaignVersions versions;
  private final Enrolments enrolments;

  Ways(Database database, CampaignVersions versions, Enrolments enrolments) {
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
  public List<Way> of(ContactId contact) {
    return enrolments.of(contact).stream().map(this::way).toList();
  }

  private Way way(Enrolment enrolment) {
    Definition definition = versions.definition(enrolment);
    return new Way(
        definition.campaign(),
        definition.stages().get(enrolment.stage()),
        definition.isLast(enrolment.stage()),
        enrolment);
  }
}
