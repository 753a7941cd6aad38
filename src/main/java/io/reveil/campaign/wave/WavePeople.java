package io.reveil.campaign.wave;

import io.reveil.campaign.Wave;
import io.reveil.campaign.WaveState;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Whom waves brought up, counted: by their plan as long as they are PLANNED, by their run from then on. */
@Singleton
class WavePeople {
  private static final String PLAN = "PLAN";
  private static final String RUN = "RUN";
  private static final String PLANNED = "PLANNED";
  private static final String HELD_OUT = "HELD_OUT";

  private final Database database;

  WavePeople(Database database) {
    this.database = database;
  }

  Wave.People of(Wave wave) {
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
    return new Wave.People(planned == null ? 0 : planned, heldOut == null ? 0 : heldOut, people);
  }

  /** A forecast's counts are replaced by the run's own. */
  private static String phase(WaveState state) {
    return switch (state) {
      case PLANNED -> PLAN;
      case RUNNING, PAUSED, DONE, STOPPED -> RUN;
    };
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
      add(wave, PLAN, people);
    }
  }

  /** Adds what a slice of the run has brought up. */
  void add(Wave wave, Wave.People people) {
    add(wave, RUN, people);
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
