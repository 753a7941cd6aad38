package io.reveil.campaign.wave;

import io.reveil.campaign.Campaign;
import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The waves of campaigns: public to those who report on them, written by this package only. */
@Singleton
public final class Waves {
  private static final String SELECT = """
      SELECT w.wave_id, w.campaign_id, c.name, w.wave_key, w.version, w.state, w.halted_because, w.planned, w.held_out_digest,
             w.run_on, w.created_at, w.created_by, w.started_at, w.ended_at
        FROM wave w
        JOIN campaign c
          ON c.campaign_id = w.campaign_id
      """;

  private final Database database;
  private final WavePeople people;
  private final Ids ids;
  private final Clock clock;

  Waves(Database database, WavePeople people, Ids ids, Clock clock) {
    this.database = database;
    this.people = people;
    this.ids = ids;
    this.clock = clock;
  }

  public Optional<Wave> find(String campaign, String key) {
    return find(key).filter(wave -> wave.campaign().equals(campaign));
  }

  /** The wave, or the refusal that names it. */
  public Wave named(String campaign, String key) {
    return find(campaign, key)
        .orElseThrow(() ->
            Fault.absent("UNKNOWN_WAVE", "Campaign %s has no wave %s.".formatted(campaign, key)));
  }

  /** The wave of this key, whatever its campaign. */
  Optional<Wave> find(String key) {
    return database.first(SELECT + " WHERE w.wave_key = ?", Waves::read, key).map(this::counted);
  }

  /** The waves of a campaign, latest first. */
  public List<Wave> list(Campaign campaign) {
    return database
        .list(
            SELECT + " WHERE w.campaign_id = ? ORDER BY w.created_at DESC, w.wave_id DESC",
            Waves::read,
            campaign.id())
        .stream()
        .map(this::counted)
        .toList();
  }

  /** What there is work for: RUNNING, and STOPPED whose open messages are still being dropped. */
  List<Wave> underWay() {
    return database.list(
        SELECT
            + " WHERE w.state IN ('RUNNING', 'STOPPED') AND w.ended_at IS NULL ORDER BY w.wave_id",
        Waves::read);
  }

  private static Wave read(ResultSet row) throws SQLException {
    return new Wave(
        row.getLong("wave_id"),
        row.getLong("campaign_id"),
        row.getString("name"),
        row.getString("wave_key"),
        row.getInt("version"),
        Columns.constant(row, "state", WaveState.class),
        Columns.optionalText(row, "halted_because"),
        row.getBoolean("planned"),
        Wave.People.NONE,
        Columns.optionalText(row, "held_out_digest"),
        Columns.optionalDate(row, "run_on"),
        Columns.instant(row, "created_at"),
        row.getString("created_by"),
        Columns.optionalInstant(row, "started_at"),
        Columns.optionalInstant(row, "ended_at"));
  }

  private Wave counted(Wave wave) {
    return wave.with(people.of(wave));
  }

  /** A new wave; a duplicate key says that somebody else was faster. */
  void create(Campaign campaign, String key, String by) {
    database.update("""
        INSERT INTO wave
          (wave_id, campaign_id, wave_key, version, state, planned, follow_ups_to, newcomers_to, revision, created_at,
           created_by)
        VALUES (?, ?, ?, ?, 'PLANNED', FALSE, 0, 0, 0, ?, ?)
        """, ids.next(), campaign.id(), key, campaign.version(), clock.instant(), by);
  }

  /** Lets a wave that is planned, and no more, belong to this version. */
  void adopt(Wave wave, int version) {
    database.update("""
        UPDATE wave
           SET version = ?,
               revision = revision + 1
         WHERE wave_id = ?
           AND state = 'PLANNED'
           AND version <> ?
        """, version, wave.id(), version);
  }

  /** By compare-and-set; false if the pair is not allowed or the wave has moved meanwhile. */
  boolean move(Wave wave, WaveState next) {
    return wave.state().mayBecome(next) && database.update("""
                UPDATE wave
                   SET state = ?,
                       halted_because = NULL,
                       revision = revision + 1
                 WHERE wave_id = ?
                   AND state = ?
                """, next, wave.id(), wave.state()) == 1;
  }

  /** RUNNING → PAUSED, and why. False if it does not run. */
  boolean halt(long wave, String because) {
    return database.update("""
            UPDATE wave
               SET state = 'PAUSED',
                   halted_because = ?,
                   revision = revision + 1
             WHERE wave_id = ?
               AND state = 'RUNNING'
            """, because, wave) == 1;
  }

  /** PLANNED → RUNNING, for this local date. */
  boolean start(Wave wave, LocalDate runOn) {
    return database.update("""
            UPDATE wave
               SET state = 'RUNNING',
                   revision = revision + 1,
                   run_on = ?,
                   started_at = ?,
                   held_out_digest = NULL
             WHERE wave_id = ?
               AND state = 'PLANNED'
            """, runOn, clock.instant(), wave.id()) == 1;
  }

  /** There is no more work for it. */
  void end(Wave wave) {
    database.update("""
        UPDATE wave
           SET ended_at = ?
         WHERE wave_id = ?
           AND ended_at IS NULL
        """, clock.instant(), wave.id());
  }
}
