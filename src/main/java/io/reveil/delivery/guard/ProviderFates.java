package io.reveil.delivery.guard;

import io.reveil.delivery.ReplyClass;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the mails that each provider was offered: counts, of nobody in particular (B24). */
@Singleton
public class ProviderFates {
  private final Database database;
  private final Clock clock;

  ProviderFates(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * One provider group.
   *
   * @param failed refused at once or returned later, by the class of the answer; a mail may be in two
   */
  public record Fates(String provider, long offered, Map<ReplyClass, Long> failed) {}

  /** In the last {@link Tallies#KEPT}, by the name of the provider group. */
  public List<Fates> list() {
    Map<String, Long> offered = new TreeMap<>();
    Map<String, Map<ReplyClass, Long>> failed = new TreeMap<>();
    database.list(
        """
        SELECT provider_group, fate, SUM(mails) AS mails
          FROM provider_count
         WHERE offered_at >= ?
         GROUP BY provider_group, fate
        """,
        row -> {
          String provider = row.getString("provider_group");
          String fate = row.getString("fate");
          long mails = row.getLong("mails");
          return fate.equals(Tallies.OFFERED)
              ? offered.put(provider, mails)
              : failed
                  .computeIfAbsent(provider, _ -> new EnumMap<>(ReplyClass.class))
                  .put(ReplyClass.valueOf(fate), mails);
        },
        clock.instant().minus(Tallies.KEPT));
    List<Fates> fates = new ArrayList<>();
    offered.forEach((provider, mails) ->
        fates.add(new Fates(provider, mails, failed.getOrDefault(provider, Map.of()))));
    return fates;
  }
}
