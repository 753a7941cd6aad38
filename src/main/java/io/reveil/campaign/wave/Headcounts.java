package io.reveil.campaign.wave;

import io.reveil.campaign.Arm;
import io.reveil.campaign.Wave;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;

/** How many people a wave moved, read back from their enrolments. */
@Singleton
class Headcounts {
  private final Database database;

  Headcounts(Database database) {
    this.database = database;
  }

  /** How many a wave let in between two contacts, by arm. */
  Map<Arm, Long> entered(Wave wave, long after, long to) {
    return counted("""
        SELECT arm, COUNT(*)
          FROM enrolment
         WHERE campaign_id = ?
           AND contact_id > ?
           AND contact_id <= ?
           AND wave_id = ?
         GROUP BY arm
        """, wave, after, to);
  }

  /** How many who were in before a wave brought to their next stage between two contacts, by arm. */
  Map<Arm, Long> followedUp(Wave wave, long after, long to) {
    return counted("""
        SELECT arm, COUNT(*)
          FROM enrolment
         WHERE campaign_id = ?
           AND contact_id > ?
           AND contact_id <= ?
           AND stage_wave_id = ?
           AND wave_id <> stage_wave_id
         GROUP BY arm
        """, wave, after, to);
  }

  private Map<Arm, Long> counted(String sql, Wave wave, long after, long to) {
    Map<Arm, Long> counts = new EnumMap<>(Arm.class);
    database
        .list(
            sql,
            row -> Map.entry(Columns.constant(row, "arm", Arm.class), row.getLong(2)),
            wave.campaignId(),
            after,
            to,
            wave.id())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  /** The random buckets of those whom a wave holds out. */
  long[] heldOutBuckets(Wave wave) {
    return database.list("""
            SELECT c.bucket
              FROM enrolment e
              JOIN contact c
                ON c.contact_id = e.contact_id
             WHERE e.campaign_id = ?
               AND e.wave_id = ?
               AND e.arm = 'HELD_OUT'
            """, row -> row.getLong(1), wave.campaignId(), wave.id()).stream()
        .mapToLong(Long::longValue)
        .toArray();
  }
}
