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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The waves of campaigns: public to those who report on them, written by this package only. */
@Singleton
public final class Waves {
  private static final String PLANNED = "PLANNED";
  private static final String HELD_OUT = "HELD_OUT";
  private static final String SELECT = """
      SELECT w.wave_id, w.campaign_id, c.name, w.wave_key, w.version, w.state, w.halted_because, w.planned, w.held_out_digest,
             w.run_on, w.created_at, w.created_by, w.started_at, w.ended_at
        FROM wave w
        JOIN campaign c
          ON c.campaign_id = w.campaign_id
      """;

  private final Database database;
  private final Ids ids;
  private final Clock clock;

  Waves(Database database, Ids ids, Clock clock) {
    this.database = database;
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
    Map<String, Long> people = new TreeMap<>();
    database
        .list(
            """
            SELECT reason, people
              FROM wave_count
             WHERE wave_id = ?
               AND phase = ?
            """, row -> Map.entry(row.getString(1), row.getLong(2)), wave.id(), phase(wave.state()))
        .forEach(count -> people.put(count.getKey(), count.getValue()));
    Long planned = people.remove(PLANNED);
    Long heldOut = people.remove(HELD_OUT);
    return wave.with(
        new Wave.People(planned == null ? 0 : planned, heldOut == null ? 0 : heldOut, people));
  }

  /** A forecast's counts are replaced by the run's own. */
  private static String phase(WaveState state) {
    return switch (state) {
      case PLANNED -> "PLAN";
      case RUNNING, PAUSED, DONE, STOPPED -> "RUN";
    };
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

  /** Writes a forecast in place of an earlier one, unless the wave runs by now. */
  void recordForecast(Wave wave, Wave.People people, String heldOutDigest) {
    int still = database.update("""
        UPDATE wave
           SET held_out_digest = ?,
               revision = revision + 1
         WHERE wave_id = ?
           AND state = 'PLANNED'
        """, heldOutDigest, wave.id());
    if (still == 1) {
      database.update("DELETE FROM wave_count WHERE wave_id = ? AND phase = 'PLAN'", wave.id());
      add(wave, "PLAN", people);
    }
  }

  /**
   * How far the planning of a running wave has come. {@link Long#MAX_VALUE}: to the end.
   *
   * @param revision the compare-and-set fence: who lost it plans nothing
   */
  record Marks(long followUpsTo, long newcomersTo, int revision) {
    static final long END = Long.MAX_VALUE;

    boolean areComplete() {
      return followUpsTo == END && newcomersTo == END;
    }
  }

  /** The marks of a wave, if it is RUNNING. */
  Optional<Marks> marks(Wave wave) {
    return database.first(
        """
        SELECT follow_ups_to, newcomers_to, revision
          FROM wave
         WHERE wave_id = ?
           AND state = 'RUNNING'
        """, row -> new Marks(row.getLong(1), row.getLong(2), row.getInt(3)), wave.id());
  }

  /** Opens a slice: holds pause and stop off until it is committed. Empty if the wave has moved meanwhile. */
  Optional<Marks> fence(Wave wave, Marks marks) {
    int ours = database.update("""
        UPDATE wave
           SET revision = revision + 1
         WHERE wave_id = ?
           AND state = 'RUNNING'
           AND revision = ?
        """, wave.id(), marks.revision());
    return ours == 1
        ? Optional.of(new Marks(marks.followUpsTo(), marks.newcomersTo(), marks.revision() + 1))
        : Optional.empty();
  }

  /** Moves the marks and adds what was counted up to them; in a later transaction than the slice itself. True if ours. */
  boolean advance(Wave wave, Marks fenced, Marks next, Wave.People people) {
    int ours = database.update(
        """
        UPDATE wave
           SET follow_ups_to = ?,
               newcomers_to = ?,
               planned = ?,
               revision = revision + 1
         WHERE wave_id = ?
           AND state = 'RUNNING'
           AND revision = ?
        """,
        next.followUpsTo(),
        next.newcomersTo(),
        next.areComplete(),
        wave.id(),
        fenced.revision());
    if (ours == 1) {
      add(wave, "RUN", people);
    }
    return ours == 1;
  }

  void recordDigest(Wave wave, String heldOutDigest) {
    database.update(
        "UPDATE wave SET held_out_digest = ? WHERE wave_id = ?", heldOutDigest, wave.id());
  }

  private void add(Wave wave, String phase, Wave.People people) {
    Map<String, Long> counts = new HashMap<>(people.notPlanned());
    counts.put(PLANNED, people.planned());
    counts.put(HELD_OUT, people.heldOut());
    counts.forEach((reason, count) -> {
      int known = database.update("""
          UPDATE wave_count
             SET people = people + ?
           WHERE wave_id = ?
             AND phase = ?
             AND reason = ?
          """, count, wave.id(), phase, reason);
      if (known == 0) {
        database.update(
            "INSERT INTO wave_count (wave_id, phase, reason, people) VALUES (?, ?, ?, ?)",
            wave.id(),
            phase,
            reason,
            count);
      }
    });
  }
}
