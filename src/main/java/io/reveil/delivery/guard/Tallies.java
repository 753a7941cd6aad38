package io.reveil.delivery.guard;

import io.reveil.delivery.ReplyClass;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The rows of {@code provider_count}. Writing methods join the caller's transaction. */
@Singleton
class Tallies {
  /** Of what was offered within it, all that fails is counted together, whenever it comes back. */
  static final Duration BUCKET = Duration.ofMinutes(10);

  /** What was counted is of use to figures for a while. */
  static final Duration KEPT = Duration.ofDays(90);

  static final String OFFERED = "OFFERED";
  private static final int SLOTS = 8;
  private static final int SWEEP = 1_000;

  /** What the column holds; a report may say thousands. */
  private static final int LONGEST_SAID = 300;

  private final Database database;

  Tallies(Database database) {
    this.database = database;
  }

  /** What is counted as one, in the one order in which all writers take their locks. */
  record Key(String group, Instant bucket, String fate) implements Comparable<Key> {
    static Key offered(String group, Instant at) {
      return new Key(group, start(at), OFFERED);
    }

    static Key failed(String group, Instant at, ReplyClass replyClass) {
      return new Key(group, start(at), replyClass.name());
    }

    @Override
    public int compareTo(Key other) {
      int byGroup = group.compareTo(other.group);
      int byTime = byGroup == 0 ? bucket.compareTo(other.bucket) : byGroup;
      return byTime == 0 ? fate.compareTo(other.fate) : byTime;
    }
  }

  /** So many more, and the words of one of them. */
  record More(long mails, String said) {
    More plus(More other) {
      return new More(mails + other.mails, other.said.isEmpty() ? said : other.said);
    }
  }

  static Instant start(Instant at) {
    long seconds = BUCKET.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }

  void add(Map<Key, More> counts) {
    int slot = Math.floorMod(Thread.currentThread().threadId(), SLOTS);
    new TreeMap<>(counts).forEach((key, more) -> add(key, slot, more));
  }

  private void add(Key key, int slot, More more) {
    if (!change(key, slot, more) && !insert(key, slot, more)) {
      change(key, slot, more);
    }
  }

  private boolean change(Key key, int slot, More more) {
    return database.update(
            """
            UPDATE provider_count
               SET mails = mails + ?,
                   said = ?
             WHERE provider_group = ?
               AND offered_at = ?
               AND fate = ?
               AND slot = ?
            """, more.mails(), words(more), key.group(), key.bucket(), key.fate(), slot)
        == 1;
  }

  private boolean insert(Key key, int slot, More more) {
    try {
      return database.update(
              """
              INSERT INTO provider_count (provider_group, offered_at, fate, slot, mails, said)
              VALUES (?, ?, ?, ?, ?, ?)
              """, key.group(), key.bucket(), key.fate(), slot, more.mails(), words(more))
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  private static Optional<String> words(More more) {
    return Optional.of(more.said())
        .filter(said -> !said.isEmpty())
        .map(said -> said.substring(0, Math.min(said.length(), LONGEST_SAID)));
  }

  /** The groups of which something failed that may be our doing. */
  List<String> groups(Instant since) {
    return database.list("""
        SELECT DISTINCT provider_group
          FROM provider_count
         WHERE offered_at >= ?
           AND fate IN ('HARD', 'BLOCK')
         ORDER BY provider_group
        """, row -> row.getString(1), since);
  }

  /** What came of the mails of ten minutes. */
  record Bucket(Instant start, long offered, long hard, long blocked, String said) {
    Bucket plus(Bucket later) {
      return new Bucket(
          start,
          offered + later.offered,
          hard + later.hard,
          blocked + later.blocked,
          later.said.isEmpty() ? said : later.said);
    }

    long failed() {
      return hard + blocked;
    }
  }

  /** In their order; ten minutes without mail are left out. */
  List<Bucket> list(String group, Instant since) {
    TreeMap<Instant, Bucket> buckets = new TreeMap<>();
    database
        .list(
            """
            SELECT offered_at, fate, SUM(mails) AS mails, MAX(said) AS said
              FROM provider_count
             WHERE provider_group = ?
               AND offered_at >= ?
             GROUP BY offered_at, fate
            """,
            row -> bucket(
                Columns.instant(row, "offered_at"),
                row.getString("fate"),
                row.getLong("mails"),
                Columns.optionalText(row, "said").orElse("")),
            group,
            since)
        .forEach(bucket -> buckets.merge(bucket.start(), bucket, Bucket::plus));
    return new ArrayList<>(buckets.values());
  }

  private static Bucket bucket(Instant start, String fate, long mails, String said) {
    return switch (fate) {
      case OFFERED -> new Bucket(start, mails, 0, 0, "");
      case "HARD" -> new Bucket(start, 0, mails, 0, said);
      case "BLOCK" -> new Bucket(start, 0, 0, mails, said);
      default -> new Bucket(start, 0, 0, 0, "");
    };
  }

  /** True if there may be more. */
  boolean removeBefore(Instant end) {
    List<Object[]> old = database.list(
        """
        SELECT provider_group, offered_at, fate, slot
          FROM provider_count
         WHERE offered_at < ?
         ORDER BY offered_at, provider_group
         LIMIT ?
        """,
        row -> new Object[] {
          row.getString("provider_group"),
          Columns.instant(row, "offered_at"),
          row.getString("fate"),
          row.getInt("slot")
        },
        end,
        SWEEP);
    database.batch("""
        DELETE FROM provider_count
         WHERE provider_group = ?
           AND offered_at = ?
           AND fate = ?
           AND slot = ?
        """, old);
    return old.size() == SWEEP;
  }
}
