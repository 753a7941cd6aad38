package io.reveil.delivery.pace;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.Rate;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** How fast each mailbox provider gets mail: a bucket of tokens a group, shared by all nodes. */
@Singleton
public class Pace {
  private static final int TRIES = 5;

  private final Database database;
  private final Clock machine;
  private final Map<String, Rate> rates = new HashMap<>();
  private final Rate standard;

  Pace(Database database, DeliveryConfig config, @Named("machine") Clock machine) {
    this.database = database;
    this.machine = machine;
    config
        .pace()
        .forEach((group, text) -> Rate.find(text).ifPresent(rate -> rates.put(group, rate)));
    standard = Objects.requireNonNull(rates.get(DeliveryConfig.DEFAULT));
  }

  private record Bucket(Rate.Level level, boolean stopped, int version) {}

  /** Takes at most this many tokens, in a transaction of its own; 0: the group has to wait, or is stopped. */
  public int take(String group, int wanted) {
    Rate rate = rateOf(group);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      Instant now = machine.instant();
      Optional<Bucket> bucket = find(group);
      if (bucket.filter(Bucket::stopped).isPresent()) {
        return 0;
      }
      Rate.Level level = bucket
          .map(found -> rate.fill(found.level(), now))
          .orElseGet(() -> new Rate.Level(rate.capacity(), now));
      int taken = (int) Math.min(wanted, level.tokens());
      if (taken == 0) {
        return 0;
      }
      Rate.Level left = new Rate.Level(level.tokens() - taken, level.at());
      if (bucket.isPresent() ? replace(group, bucket.get().version(), left) : insert(group, left)) {
        return taken;
      }
    }
    return 0;
  }

  /** How many tokens to take at once: this many, and for fast providers a twentieth of a second's. */
  public int batch(String group, int least) {
    return (int) Math.max(least, rateOf(group).capacity() / 20);
  }

  /** No mail of this group leaves from now on, whatever its kind. Joins the caller's transaction. */
  public void stop(String group, Instant at) {
    Optional<Instant> stopped = Optional.of(at);
    boolean isStopped = mark(group, stopped)
        || (insert(group, new Rate.Level(0, machine.instant())) && mark(group, stopped));
    if (!isStopped) {
      throw new Raced("pace");
    }
  }

  /** Joins the caller's transaction. */
  public void resume(String group) {
    mark(group, Optional.empty());
  }

  /** With a new version: whoever is taking tokens just now reads again. */
  private boolean mark(String group, Optional<Instant> stopped) {
    return database.update("""
            UPDATE pace
               SET stopped_at = ?,
                   version = version + 1
             WHERE provider_group = ?
            """, stopped, group) == 1;
  }

  private Rate rateOf(String group) {
    return rates.getOrDefault(group, standard);
  }

  private Optional<Bucket> find(String group) {
    return database.first(
        "SELECT tokens, filled_at, stopped_at, version FROM pace WHERE provider_group = ?",
        row -> new Bucket(
            new Rate.Level(row.getLong("tokens"), Columns.instant(row, "filled_at")),
            Columns.optionalInstant(row, "stopped_at").isPresent(),
            row.getInt("version")),
        group);
  }

  private boolean replace(String group, int version, Rate.Level level) {
    return database.update("""
            UPDATE pace
               SET tokens = ?,
                   filled_at = ?,
                   version = version + 1
             WHERE provider_group = ?
               AND version = ?
            """, level.tokens(), level.at(), group, version) == 1;
  }

  private boolean insert(String group, Rate.Level level) {
    try {
      return database.update(
              "INSERT INTO pace (provider_group, tokens, filled_at, version) VALUES (?, ?, ?, 1)",
              group,
              level.tokens(),
              level.at())
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }
}
