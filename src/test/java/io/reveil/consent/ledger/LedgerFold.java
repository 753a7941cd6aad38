package io.reveil.consent.ledger;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Folds the ledger anew, from its rows alone: what {@code current_consent} must hold, row for row (E1). */
public final class LedgerFold {
  private LedgerFold() {}

  /** Versions that are missing or stand twice. */
  public static List<String> gaps(Database database) {
    List<String> gaps = new ArrayList<>();
    Map<String, Integer> last = new HashMap<>();
    for (Event event : events(database)) {
      int before = last.getOrDefault(event.key(), 0);
      if (event.version() != before + 1) {
        gaps.add(event.key() + ": " + event.version() + " after " + before);
      }
      last.put(event.key(), event.version());
    }
    return gaps;
  }

  public static List<String> rows(Database database) {
    Map<String, String> decided = new HashMap<>();
    Map<String, String> rows = new HashMap<>();
    for (Event event : events(database)) {
      if (event.settles() || !decided.containsKey(event.key())) {
        decided.put(
            event.key(), event.occurredAt() + " " + (event.settles() ? event.notice() : "null 0"));
      }
      rows.put(
          event.key(),
          "%s %s %d %s %d"
              .formatted(
                  event.key(),
                  event.after(),
                  event.version(),
                  decided.get(event.key()),
                  event.eventId()));
    }
    return rows.values().stream().sorted().toList();
  }

  public static List<String> stored(Database database) {
    return database
        .list(
            """
            SELECT s.subject_ref, c.channel, c.purpose, c.state, c.basis, c.gap, c.grade, c.version, c.since_at,
                   c.notice_key, c.notice_version, c.event_id
              FROM current_consent c
              JOIN consent_subject s ON s.contact_id = c.contact_id
            """,
            row -> "%s/%s/%s %s/%s/%s/%s %d %s %s %d %d"
                .formatted(
                    HexFormat.of().formatHex(row.getBytes("subject_ref")),
                    row.getString("channel"),
                    row.getString("purpose"),
                    row.getString("state"),
                    row.getString("basis"),
                    row.getString("gap"),
                    row.getString("grade"),
                    row.getInt("version"),
                    Columns.instant(row, "since_at"),
                    row.getString("notice_key"),
                    row.getInt("notice_version"),
                    row.getLong("event_id")))
        .stream()
        .sorted()
        .toList();
  }

  private record Event(
      String key,
      int version,
      ConsentAct act,
      String after,
      String occurredAt,
      String notice,
      long eventId) {
    boolean settles() {
      return switch (act) {
        case GRANTED, REFUSED, WITHDRAWN, INVALIDATED, BASIS_SET -> true;
        case REQUESTED, DOI_SENT, RECONFIRMED -> false;
        case EXPIRED -> after.startsWith("EXPIRED/");
      };
    }
  }

  private static List<Event> events(Database database) {
    return database.list(
        """
        SELECT subject_ref, event_id, channel, purpose, version, act, state_after, basis, gap, grade, occurred_at,
               notice_key, notice_version
          FROM consent_event
         WHERE act <> 'ERASED'
         ORDER BY subject_ref, channel, purpose, version
        """,
        row -> new Event(
            "%s/%s/%s"
                .formatted(
                    HexFormat.of().formatHex(row.getBytes("subject_ref")),
                    row.getString("channel"),
                    row.getString("purpose")),
            row.getInt("version"),
            Columns.constant(row, "act", ConsentAct.class),
            "%s/%s/%s/%s"
                .formatted(
                    row.getString("state_after"),
                    row.getString("basis"),
                    row.getString("gap"),
                    row.getString("grade")),
            Columns.instant(row, "occurred_at").toString(),
            Optional.ofNullable(row.getString("notice_key")).orElse("null") + " "
                + row.getInt("notice_version"),
            row.getLong("event_id")));
  }
}
