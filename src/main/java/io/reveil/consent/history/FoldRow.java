package io.reveil.consent.history;

import io.reveil.job.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A row of the fold, in the words of its columns: one that Réveil never wrote can be read, too. */
public record FoldRow(
    FoldKey key,
    String state,
    String basis,
    Optional<String> gap,
    Optional<String> grade,
    int version,
    Instant since,
    Optional<String> noticeKey,
    Optional<Integer> noticeVersion,
    long event) {

  /** As it is stored. */
  public static FoldRow read(ResultSet row) throws SQLException {
    return new FoldRow(
        new FoldKey(row.getLong("contact_id"), row.getString("channel"), row.getString("purpose")),
        row.getString("state"),
        row.getString("basis"),
        Columns.optionalText(row, "gap"),
        Columns.optionalText(row, "grade"),
        row.getInt("version"),
        Columns.instant(row, "since_at"),
        Columns.optionalText(row, "notice_key"),
        Columns.optionalText(row, "notice_version").map(Integer::valueOf),
        row.getLong("event_id"));
  }

  /** As an event that decides leaves it. */
  static FoldRow after(LedgerRow event, long contact) {
    Map<String, String> columns = event.columns();
    return new FoldRow(
        new FoldKey(contact, column(columns, "channel"), column(columns, "purpose")),
        column(columns, "stateAfter"),
        column(columns, "basis"),
        Optional.ofNullable(columns.get("gap")),
        Optional.ofNullable(columns.get("grade")),
        event.version(),
        Instant.parse(column(columns, "occurredAt")),
        Optional.ofNullable(columns.get("notice.key")),
        Optional.ofNullable(columns.get("notice.version")).map(Integer::valueOf),
        event.eventId());
  }

  private static String column(Map<String, String> columns, String name) {
    return Objects.requireNonNull(columns.get(name));
  }

  /** The row after an event that decides nothing: date and notice stay those of the act that did. */
  FoldRow keptBy(FoldRow next) {
    return new FoldRow(
        key,
        next.state,
        next.basis,
        next.gap,
        next.grade,
        next.version,
        since,
        noticeKey,
        noticeVersion,
        next.event);
  }

  FoldRow withoutNotice() {
    return new FoldRow(
        key, state, basis, gap, grade, version, since, Optional.empty(), Optional.empty(), event);
  }

  /** For whoever compares two of a key. */
  public String words() {
    return String.join(
        " ",
        state,
        basis,
        gap.orElse("-"),
        grade.orElse("-"),
        String.valueOf(version),
        String.valueOf(event),
        "since",
        since.toString(),
        noticeKey.orElse("-"),
        noticeVersion.map(String::valueOf).orElse("-"));
  }
}
