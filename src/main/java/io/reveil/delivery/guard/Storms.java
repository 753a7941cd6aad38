package io.reveil.delivery.guard;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.guard.Tallies.Bucket;
import io.reveil.delivery.pace.Pace;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out that a provider refuses us, stops its mail, and lets it go again when an operator says so. */
@Singleton
public final class Storms {
  /** Servers give a mail up after four or five days (RFC 5321 §4.5.4.1); its failure counts in the hour it left. */
  static final Duration REMEMBERED = Duration.ofDays(6);

  private static final Logger LOG = LoggerFactory.getLogger(Storms.class);
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int LONGEST = 500;

  private final Database database;
  private final Tallies tallies;
  private final Pace pace;
  private final GuardConfig config;
  private final Clock clock;
  private volatile List<Storm> lastSeen = List.of();

  Storms(Database database, Tallies tallies, Pace pace, GuardConfig config, Clock clock) {
    this.database = database;
    this.tallies = tallies;
    this.pace = pace;
    this.config = config;
    this.clock = clock;
  }

  /** The providers whose mail is stopped, and why. */
  public List<Storm> stopped() {
    lastSeen =
        database.list(SELECT + " WHERE ended_at IS NULL ORDER BY provider_group", Storms::read);
    return lastSeen;
  }

  /** As {@link #stopped} said last, some seconds ago: for who must not wait for a database, or lacks one. */
  List<Storm> lastSeen() {
    return lastSeen;
  }

  /** Those that last, and those that failures may still come of. */
  List<Storm> recent() {
    return database.list(
        SELECT + " WHERE ended_at IS NULL OR ended_at >= ? ORDER BY provider_group, began_at",
        Storms::read,
        clock.instant().minus(REMEMBERED).minus(config.settle()));
  }

  private static final String SELECT = """
      SELECT provider_group, began_at, seen_at, because, ended_at, marks_kept
        FROM storm
      """;

  private static Storm read(ResultSet row) throws SQLException {
    return new Storm(
        row.getString("provider_group"),
        Columns.instant(row, "began_at"),
        Columns.instant(row, "seen_at"),
        row.getString("because"),
        Columns.optionalInstant(row, "ended_at"),
        Optional.ofNullable(row.getObject("marks_kept", Boolean.class)));
  }

  /** Looks at every provider's failures, and stops those that refuse us. */
  void look() {
    Instant since = Tallies.start(clock.instant().minus(REMEMBERED));
    List<Storm> known = recent();
    for (String group : tallies.groups(since)) {
      boolean stopped =
          known.stream().anyMatch(storm -> storm.group().equals(group) && !storm.isOver());
      if (!stopped) {
        worstHour(group, tallies.list(group, from(group, since, known)))
            .ifPresent(hour -> stop(group, hour));
      }
    }
  }

  /** What left before the last storm was over was judged by whoever ended it. */
  private static Instant from(String group, Instant since, List<Storm> known) {
    return known.stream()
        .filter(storm -> storm.group().equals(group))
        .flatMap(storm -> storm.ended().stream())
        .map(end -> Tallies.start(end).plus(Tallies.BUCKET))
        .filter(end -> end.isAfter(since))
        .max(Instant::compareTo)
        .orElse(since);
  }

  /** The first hour of mail of which too much failed. */
  private Optional<Bucket> worstHour(String group, List<Bucket> buckets) {
    for (int from = 0; from < buckets.size(); from++) {
      Bucket hour = buckets.get(from);
      Instant end = hour.start().plus(WINDOW);
      for (int next = from + 1;
          next < buckets.size() && buckets.get(next).start().isBefore(end);
          next++) {
        hour = hour.plus(buckets.get(next));
      }
      if (isStorm(group, hour)) {
        return Optional.of(hour);
      }
    }
    return Optional.empty();
  }

  /** The domains that no group names have nothing in common: addresses that are gone there are no provider's doing. */
  private boolean isStorm(String group, Bucket hour) {
    return config.isRefusal(hour.blocked(), hour.offered())
        || (!group.equals(DeliveryConfig.OTHER)
            && config.isBreakdown(hour.failed(), hour.offered()));
  }

  private void stop(String group, Bucket hour) {
    Instant now = clock.instant();
    String words = because(group, hour);
    database.write(() -> {
      database.update("""
          INSERT INTO storm (provider_group, began_at, seen_at, because)
          VALUES (?, ?, ?, ?)
          """, group, hour.start(), now, words);
      pace.stop(group, now);
    });
    LOG.error("no more mail to {} until ./reveil bounce release {}: {}", group, group, words);
  }

  private static String because(String group, Bucket hour) {
    String counts = String.format(
        Locale.ROOT,
        "of %d mails to %s from %s on, %d were refused for our sending and %d as unknown addresses",
        hour.offered(),
        group,
        hour.start(),
        hour.blocked(),
        hour.hard());
    String words = hour.said().isEmpty() ? counts + "." : counts + ". It said: " + hour.said();
    return words.substring(0, Math.min(words.length(), LONGEST));
  }

  /**
   * Lets a provider's mail go again.
   *
   * @param keepMarks whether what failed meanwhile counts against the addresses after all
   */
  public void release(String group, boolean keepMarks, Actor by) {
    Instant now = clock.instant();
    boolean released = database.write(() -> {
      boolean ended = database.update("""
              UPDATE storm
                 SET ended_at = ?,
                     ended_by = ?,
                     marks_kept = ?
               WHERE provider_group = ?
                 AND ended_at IS NULL
              """, now, by.text(), keepMarks, group) > 0;
      pace.resume(group);
      return ended;
    });
    if (!released) {
      throw Fault.absent(
          "NOT_STOPPED",
          "No mail is stopped to a provider group of this name: ./reveil bounce storms lists those that are.");
    }
    stopped();
    LOG.info("mail to {} may leave again", group);
  }
}
