package io.reveil.tracking;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many hits of each class a day, from the counters: no hit is read for it. */
@Singleton
public class HitDays {
  private final Database database;

  HitDays(Database database) {
    this.database = database;
  }

  /** One day of one kind. Days without a hit are absent. */
  @Serdeable
  public record Day(LocalDate on, HitKind kind, Map<HitClass, Long> hits) {
    public long of(HitClass... classes) {
      long sum = 0;
      for (HitClass hitClass : classes) {
        sum += hits.getOrDefault(hitClass, 0L);
      }
      return sum;
    }
  }

  private record Key(LocalDate on, HitKind kind) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byDay = on.compareTo(other.on);
      return byDay == 0 ? kind.compareTo(other.kind) : byDay;
    }
  }

  /** In order; hits whose links name nobody have no class and are not here. */
  public List<Day> list(LocalDate from, LocalDate to) {
    Map<Key, Map<HitClass, Long>> days = new TreeMap<>();
    database.list(
        """
        SELECT counted_on, kind, hit_class, SUM(hits) AS hits
          FROM hit_count
         WHERE counted_on BETWEEN ? AND ?
           AND hit_class <> 'ANONYMOUS'
         GROUP BY counted_on, kind, hit_class
        """,
        row -> days.computeIfAbsent(
                new Key(
                    Columns.date(row, "counted_on"), Columns.constant(row, "kind", HitKind.class)),
                _ -> new EnumMap<>(HitClass.class))
            .put(Columns.constant(row, "hit_class", HitClass.class), row.getLong("hits")),
        from,
        to);
    return days.entrySet().stream()
        .map(day -> new Day(day.getKey().on(), day.getKey().kind(), day.getValue()))
        .toList();
  }
}
