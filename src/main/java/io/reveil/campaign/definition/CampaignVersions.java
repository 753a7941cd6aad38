package io.reveil.campaign.definition;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Definition;
import io.reveil.campaign.Enrolment;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Sha256;
import io.reveil.segment.Rule;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The documents of campaigns: each version is kept as it was applied. */
@Singleton
public class CampaignVersions {
  private final Database database;
  private final Ids ids;
  private final Clock clock;
  private final DefinitionReader reader;
  /** Read once, since a version never changes. */
  private final Map<Version, Definition> definitions = new ConcurrentHashMap<>();
  /** Read once as well, since what is declared changes at a start only. */
  private final Map<Version, Rule> audiences = new ConcurrentHashMap<>();

  private record Version(long campaignId, int number) {}

  /** @param changed false if the same text stood already */
  public record Applied(Campaign campaign, boolean changed) {}

  CampaignVersions(Database database, Ids ids, Clock clock, DefinitionReader reader) {
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.reader = reader;
  }

  /** What a document says, if it may be applied. */
  public Definition read(String text) {
    return reader.read(text);
  }

  /** Makes the text the campaign's present version; the same text again changes nothing. */
  public Applied apply(String text, String by) {
    Definition definition = reader.read(text);
    try {
      return database.write(() -> apply(definition, text, by));
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return database.write(() -> apply(definition, text, by));
      }
      throw e;
    }
  }

  private Applied apply(Definition definition, String text, String by) {
    Campaign campaign = find(definition.campaign()).orElseGet(() -> create(definition));
    if (!campaign.purpose().equals(definition.purpose())) {
      throw otherPurpose(campaign, definition.purpose());
    }
    if (campaign.version() > 0 && text.equals(document(campaign.id(), campaign.version()))) {
      return new Applied(campaign, false);
    }
    return append(campaign, text, by)
        .map(next -> new Applied(next, true))
        .orElseGet(() -> apply(definition, text, by));
  }

  private static Fault otherPurpose(Campaign campaign, Purpose purpose) {
    return new Fault(
        Fault.Kind.CONFLICT,
        "OTHER_PURPOSE",
        "Campaign %s is for the purpose “%s” and its people were enrolled for that; give a campaign for “%s” a name of its own (A8)."
            .formatted(campaign.name(), campaign.purpose(), purpose));
  }

  private Campaign create(Definition definition) {
    Campaign campaign =
        new Campaign(ids.next(), definition.campaign(), 0, definition.purpose(), clock.instant());
    database.update(
        """
        INSERT INTO campaign (campaign_id, name, version, purpose, seed, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        campaign.id(),
        campaign.name(),
        campaign.version(),
        campaign.purpose().id(),
        Seed.draw(),
        campaign.createdAt());
    return campaign;
  }

  /** The next version; empty if somebody else was faster. */
  private Optional<Campaign> append(Campaign campaign, String text, String by) {
    int next = campaign.version() + 1;
    int won = database.update("""
        UPDATE campaign
           SET version = ?
         WHERE campaign_id = ?
           AND version = ?
        """, next, campaign.id(), campaign.version());
    if (won == 0) {
      return Optional.empty();
    }
    database.update("""
        INSERT INTO campaign_version (campaign_id, version, document, sha256, applied_at, applied_by)
        VALUES (?, ?, ?, ?, ?, ?)
        """, campaign.id(), next, text, Sha256.of(text), clock.instant(), by);
    return Optional.of(new Campaign(
        campaign.id(), campaign.name(), next, campaign.purpose(), campaign.createdAt()));
  }

  Optional<Campaign> find(String name) {
    return database.first("""
        SELECT campaign_id, name, version, purpose, created_at
          FROM campaign
         WHERE name = ?
        """, CampaignVersions::campaign, name);
  }

  static Campaign campaign(ResultSet row) throws SQLException {
    return new Campaign(
        row.getLong("campaign_id"),
        row.getString("name"),
        row.getInt("version"),
        new Purpose(row.getString("purpose")),
        Columns.instant(row, "created_at"));
  }

  /** The text of a version, as it was applied. */
  String document(long campaignId, int version) {
    return database.first("""
            SELECT document
              FROM campaign_version
             WHERE campaign_id = ?
               AND version = ?
            """, row -> row.getString(1), campaignId, version).orElseThrow();
  }

  /** Of the version that somebody entered with. */
  public Definition definition(Enrolment enrolment) {
    return definition(enrolment.campaignId(), enrolment.version());
  }

  public Definition definition(long campaignId, int version) {
    return definitions.computeIfAbsent(
        new Version(campaignId, version), key -> reader.stored(document(campaignId, version)));
  }

  /**
   * Whom a version speaks of, read with what is declared today.
   *
   * @throws io.reveil.kernel.Fault if it names something that is declared no longer
   */
  public Rule audience(long campaignId, int version) {
    return audiences.computeIfAbsent(
        new Version(campaignId, version),
        key -> reader.audience(document(key.campaignId(), key.number())));
  }

  public Seed seed(Campaign campaign) {
    return database
        .first(
            "SELECT seed FROM campaign WHERE campaign_id = ?",
            row -> new Seed(row.getBytes(1), campaign.name()),
            campaign.id())
        .orElseThrow();
  }
}
