package io.reveil.campaign.wave;

import io.reveil.campaign.Wave;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.Optional;

/** How far the planning of running waves has come, and who may go on with it. */
@Singleton
class PlanningMarks {
  private final Database database;
  private final WavePeople people;

  PlanningMarks(Database database, WavePeople people) {
    this.database = database;
    this.people = people;
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

  /** Of a wave, if it is RUNNING. */
  Optional<Marks> of(Wave wave) {
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
  boolean advance(Wave wave, Marks fenced, Marks next, Wave.People brought) {
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
      people.add(wave, brought);
    }
    return ours == 1;
  }
}
