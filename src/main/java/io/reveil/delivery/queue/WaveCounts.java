package io.reveil.delivery.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
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
import java.util.TreeMap;

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

  /**
   * What became of messages, added up.
   *
   * @param dropped by reason
   * @param clicked mails of which a person followed a link, where the reader agreed to be measured
   * @param bounced of those sent, what came back
   */
  @Serdeable
  @JsonInclude(JsonInclude.Include.ALWAYS)
  public record Counts(
      long sent,
      long failed,
      long unknown,
      long open,
      Map<String, Long> dropped,
      long stayed,
      long clicked,
      long unsubscribed,
      long bounced,
      long complained) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, Map.of(), 0, 0, 0, 0, 0);

    /** All there were: each is in one of these. */
    public long planned() {
      return sent + failed + unknown + open + notSent();
    }

    /** How many the gate refused for good. */
    public long notSent() {
      return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    public Counts plus(Share share) {
      long messages = share.messages();
      return plus(
          switch (share.state()) {
            case SENT -> of(messages, 0, 0, 0, Map.of(), share);
            case FAILED -> of(0, messages, 0, 0, Map.of(), share);
            case UNKNOWN -> of(0, 0, messages, 0, Map.of(), share);
            case QUEUED, DEFERRED, HELD -> of(0, 0, 0, messages, Map.of(), share);
            case DROPPED ->
              of(0, 0, 0, 0, Map.of(share.reason().orElse("UNKNOWN"), messages), share);
          });
    }

    private static Counts of(
        long sent, long failed, long unknown, long open, Map<String, Long> dropped, Share share) {
      return new Counts(
          sent,
          failed,
          unknown,
          open,
          dropped,
          share.stayed(),
          share.clicked(),
          share.unsubscribed(),
          share.bounced(),
          share.complained());
    }

    public Counts plus(Counts other) {
      Map<String, Long> reasons = new TreeMap<>(dropped);
      other.dropped.forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
      return new Counts(
          sent + other.sent,
          failed + other.failed,
          unknown + other.unknown,
          open + other.open,
          reasons,
          stayed + other.stayed,
          clicked + other.clicked,
          unsubscribed + other.unsubscribed,
          bounced + other.bounced,
          complained + other.complained);
    }
  }

  /** Of one wave, whatever the stage. */
  public Counts of(long waveId) {
    Counts counts = Counts.NONE;
    for (Share share : shares(List.of(waveId))) {
      counts = counts.plus(share);
    }
    return counts;
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
