package io.reveil.tracking;

import static java.util.stream.Collectors.joining;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The hits that wait for the end of their settling window (C4): a row for each group that was recorded together, since a
 * row for each of them would cost as much as the hits themselves. In the caller's transaction.
 */
@Singleton
public final class Unjudged {
  /** So that the longest keys fit their column: twice 19 digits and two marks each. */
  private static final int GROUP = 100;

  private static final String NEXT = ",";
  private static final String OF = ":";

  private final Database database;
  private final TrackingConfig config;
  private final Clock clock;

  Unjudged(Database database, TrackingConfig config, Clock clock) {
    this.database = database;
    this.config = config;
    this.clock = clock;
  }

  /** @param dueAt when they may be judged: all that came in around them is filed by then */
  public record Group(Instant dueAt, long id, List<HitKey> hits) {}

  /**
   * Those recorded in one transaction, at about the same moment. Each has its whole window, and as long again where it
   * comes late, as from a spool: what other nodes kept of the same moment comes late, too.
   */
  void add(List<Hit> hits) {
    Instant now = clock.instant();
    database.batch(
        "INSERT INTO hit_group (due_at, group_id, hits) VALUES (?, ?, ?)",
        hits.stream()
            .gather(Gatherers.windowFixed(GROUP))
            .map(group -> row(group, now))
            .toList());
  }

  private Object[] row(List<Hit> group, Instant now) {
    Instant last = Stream.concat(group.stream().map(Hit::at), Stream.of(now))
        .max(Instant::compareTo)
        .orElseThrow();
    String keys =
        group.stream().map(hit -> hit.contact().value() + OF + hit.id()).collect(joining(NEXT));
    return new Object[] {last.plus(config.settle()), group.getFirst().id(), keys};
  }

  /** Those whose window is over, the oldest first. */
  public List<Group> due(Instant now, int limit) {
    return database.list("""
        SELECT due_at, group_id, hits
          FROM hit_group
         WHERE due_at <= ?
         ORDER BY due_at, group_id
         LIMIT ?
        """, Unjudged::group, now, limit);
  }

  private static Group group(ResultSet row) throws SQLException {
    return new Group(
        Columns.instant(row, "due_at"),
        row.getLong("group_id"),
        Arrays.stream(row.getString("hits").split(NEXT)).map(Unjudged::key).toList());
  }

  private static HitKey key(String written) {
    int end = written.indexOf(OF);
    return new HitKey(
        new ContactId(Long.parseLong(written.substring(0, end))),
        Long.parseLong(written.substring(end + 1)));
  }

  /** Ends the waiting of these groups, and says whose it ended: what another transaction took is left to it. */
  public List<Group> take(List<Group> groups) {
    int[] taken = database.batch(
        """
        DELETE FROM hit_group
         WHERE due_at = ?
           AND group_id = ?
        """,
        groups.stream().map(group -> new Object[] {group.dueAt(), group.id()}).toList());
    return IntStream.range(0, taken.length)
        .filter(i -> taken[i] > 0)
        .mapToObj(groups::get)
        .toList();
  }
}
