package io.reveil.report.reach;

import io.reveil.delivery.guard.ProviderFates;
import io.reveil.report.reach.ReachReport.AtProvider;
import io.reveil.report.reach.ReachReport.Hits;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.HitDays;
import io.reveil.tracking.HitKind;
import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What comes back of mail: hits by what they were judged to be, and failures by provider. From counters, as they stand now. */
@Singleton
class Answers {
  private final HitDays days;
  private final ProviderFates fates;

  Answers(HitDays days, ProviderFates fates) {
    this.days = days;
    this.fates = fates;
  }

  private record Key(YearMonth month, HitKind kind) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::month).thenComparing(Key::kind);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** In the order of time, both months included. */
  List<Hits> hits(YearMonth from, YearMonth to) {
    Map<Key, Map<HitClass, Long>> months = new TreeMap<>();
    for (HitDays.Day day : days.list(from.atDay(1), to.atEndOfMonth())) {
      Map<HitClass, Long> month = months.computeIfAbsent(
          new Key(YearMonth.from(day.on()), day.kind()), _ -> new EnumMap<>(HitClass.class));
      day.hits().forEach((hitClass, hits) -> month.merge(hitClass, hits, Long::sum));
    }
    return months.entrySet().stream()
        .map(month ->
            new Hits(month.getKey().month().toString(), month.getKey().kind(), month.getValue()))
        .toList();
  }

  /** Who was offered most first. */
  List<AtProvider> providers() {
    return fates.list().stream()
        .map(one -> new AtProvider(one.provider(), one.offered(), one.failed()))
        .sorted(Comparator.comparingLong(AtProvider::offered).reversed())
        .toList();
  }
}
