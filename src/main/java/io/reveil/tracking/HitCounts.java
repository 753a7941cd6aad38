package io.reveil.tracking;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many hits a day, of nobody in particular. */
@Singleton
public class HitCounts {
  private final Database database;
  private final Installation installation;

  HitCounts(Database database, Installation installation) {
    this.database = database;
    this.installation = installation;
  }

  /** What is counted in one row. In order, so that two who add to the same rows wait for each other and no more. */
  private record Line(LocalDate on, HitKind kind, long wave, long link, String hitClass)
      implements Comparable<Line> {
    private static final Comparator<Line> ORDER = Comparator.comparing(Line::on)
        .thenComparing(Line::kind)
        .thenComparingLong(Line::wave)
        .thenComparingLong(Line::link)
        .thenComparing(Line::hitClass);

    @Override
    public int compareTo(Line other) {
      return ORDER.compare(this, other);
    }
  }

  /** Hits that entered a class, or left one. */
  public final class Changes {
    private final Map<Line, Integer> lines = new TreeMap<>();

    private Changes() {}

    /**
     * @param hitClass a {@link HitClass}, or {@code ANONYMOUS}
     * @param hits below zero for those that left it
     */
    public void add(Instant at, HitKind kind, long wave, long link, String hitClass, int hits) {
      Line line =
          new Line(LocalDate.ofInstant(at, installation.zone()), kind, wave, link, hitClass);
      lines.merge(line, hits, Integer::sum);
    }
  }

  public Changes changes() {
    return new Changes();
  }

  /** In the caller's transaction. */
  public void write(Changes changes) {
    List<Object[]> rows = new ArrayList<>();
    changes.lines.forEach((line, hits) -> {
      if (hits != 0) {
        rows.add(
            new Object[] {hits, line.on(), line.kind(), line.wave(), line.link(), line.hitClass()});
      }
    });
    int[] touched = database.batch("""
        UPDATE hit_count
           SET hits = hits + ?
         WHERE counted_on = ?
           AND kind = ?
           AND wave_id = ?
           AND link_id = ?
           AND hit_class = ?
        """, rows);
    List<Object[]> absent = new ArrayList<>();
    for (int i = 0; i < touched.length; i++) {
      if (touched[i] == 0) {
        absent.add(rows.get(i));
      }
    }
    insert(absent);
  }

  private void insert(List<Object[]> rows) {
    try {
      database.batch("""
          INSERT INTO hit_count (hits, counted_on, kind, wave_id, link_id, hit_class)
          VALUES (?, ?, ?, ?, ?, ?)
          """, rows);
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("hit_count") : e;
    }
  }
}
