package io.reveil.delivery.queue;

import io.reveil.delivery.MessageState;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How many messages of waves there are, and what became of them, counted by SQL at rest. */
@Singleton
public final class WaveCounts {
  private final Database database;

  WaveCounts(Database database) {
    this.database = database;
  }

  /** So many messages of one stage, state and reason. */
  public record Share(
      String stage,
      MessageState state,
      Optional<String> reason,
      long messages,
      long stayed,
      long clicked,
      long unsubscribed,
      long bounced,
      long complained) {}

  /** planned = sent + failed + unknown + open + the sum of dropped. */
  public record Counts(
      long planned,
      long sent,
      long failed,
      long unknown,
      long open,
      Map<String, Long> dropped,
      long stayed,
      long clicked,
      long unsubscribed,
      long bounced,
      long complained) {}

  /** Of one wave, whatever the stage. */
  public Counts of(long waveId) {
    Tally tally = new Tally();
    shares(List.of(waveId)).forEach(tally::add);
    return tally.counts();
  }

  /** What became of the messages of these waves, by stage. */
  public List<Share> shares(Collection<Long> waves) {
    return waves.isEmpty()
        ? List.of()
        : database.list(
            """
            SELECT step, state, reason, COUNT(*) AS messages, COUNT(stayed_at) AS stayed,
                   COUNT(clicked_at) AS clicked, COUNT(unsubscribed_at) AS unsubscribed, COUNT(bounced_at) AS bounced,
                   COUNT(complained_at) AS complained
              FROM message
             WHERE wave_id IN (%s)
             GROUP BY step, state, reason
             ORDER BY step
            """.formatted(Database.marks(waves.size())), WaveCounts::share, waves.toArray());
  }

  private static Share share(ResultSet row) throws SQLException {
    return new Share(
        row.getString("step"),
        Columns.constant(row, "state", MessageState.class),
        Columns.optionalText(row, "reason"),
        row.getLong("messages"),
        row.getLong("stayed"),
        row.getLong("clicked"),
        row.getLong("unsubscribed"),
        row.getLong("bounced"),
        row.getLong("complained"));
  }
}
