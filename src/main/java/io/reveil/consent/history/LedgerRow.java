package io.reveil.consent.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.consent.ledger.ConsentAct;
import io.reveil.consent.ledger.Erasures;
import io.reveil.job.Columns;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event as it stands: what its columns say, and the text that is sealed.
 *
 * @param columns what the columns say, by the names that the sealed text uses
 */
@SuppressWarnings("ArrayRecordComponent")
public record LedgerRow(
    String subject, long eventId, int version, Map<String, String> columns, byte[] canonical) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** For what stands in the sealed text and in a column of another name. */
  private static final Map<String, String> COLUMNS = Map.ofEntries(
      Map.entry("eventId", "event_id"),
      Map.entry("subject", "subject_ref"),
      Map.entry("channel", "channel"),
      Map.entry("purpose", "purpose"),
      Map.entry("version", "version"),
      Map.entry("act", "act"),
      Map.entry("stateAfter", "state_after"),
      Map.entry("basis", "basis"),
      Map.entry("gap", "gap"),
      Map.entry("grade", "grade"));

  static LedgerRow read(ResultSet row) throws SQLException {
    String subject = HexFormat.of().formatHex(row.getBytes("subject_ref"));
    Map<String, String> columns = new LinkedHashMap<>();
    for (Map.Entry<String, String> column : COLUMNS.entrySet()) {
      Columns.optionalText(row, column.getValue())
          .ifPresent(text -> columns.put(column.getKey(), text));
    }
    columns.put("subject", subject);
    columns.put("occurredAt", Columns.instant(row, "occurred_at").toString());
    columns.put("recordedAt", Columns.instant(row, "recorded_at").toString());
    Columns.optionalText(row, "notice_key").ifPresent(text -> columns.put("notice.key", text));
    Columns.optionalText(row, "notice_version")
        .ifPresent(text -> columns.put("notice.version", text));
    Columns.optionalText(row, "language").ifPresent(text -> columns.put("notice.language", text));
    return new LedgerRow(
        subject,
        row.getLong("event_id"),
        row.getInt("version"),
        columns,
        row.getBytes("canonical"));
  }

  /** Channel and purpose: whose versions count together. */
  public String consent() {
    return columns.get("channel") + " " + columns.get("purpose");
  }

  /** Whether it says that the person was erased (E9). */
  boolean isErasure() {
    return Erasures.ACT.equals(columns.get("act"));
  }

  /** Empty if it is none that Réveil knows. */
  Optional<ConsentAct> act() {
    return Arrays.stream(ConsentAct.values())
        .filter(act -> act.name().equals(columns.get("act")))
        .findFirst();
  }

  /** Empty if it is no JSON at all. */
  Optional<JsonNode> sealed() {
    try {
      return Optional.of(JSON.readTree(canonical));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** With columns that say what the text says. */
  LedgerRow restored(JsonNode sealed) {
    return new LedgerRow(subject, eventId, sealed.path("version").asInt(), told(sealed), canonical);
  }

  /** Each column that does not say what the text says, as a sentence. */
  List<String> differences(JsonNode sealed) {
    Map<String, String> told = told(sealed);
    List<String> differences = new ArrayList<>();
    columns.forEach((name, value) -> {
      if (!value.equals(told.get(name))) {
        differences.add("The column for “" + name + "” of event " + eventId + " says " + value
            + ", its recorded text says " + told.getOrDefault(name, "nothing") + ".");
      }
    });
    told.forEach((name, value) -> {
      if (!columns.containsKey(name)) {
        differences.add("The column for “" + name + "” of event " + eventId
            + " is empty, its recorded text says " + value + ".");
      }
    });
    return differences;
  }

  private Map<String, String> told(JsonNode sealed) {
    Map<String, String> told = new LinkedHashMap<>();
    sealed.properties().forEach(member -> {
      if (columns.containsKey(member.getKey()) || COLUMNS.containsKey(member.getKey())) {
        told.put(member.getKey(), member.getValue().asText());
      }
    });
    for (String name : new String[] {"key", "version", "language"}) {
      if (sealed.path("notice").has(name)) {
        told.put("notice." + name, sealed.path("notice").path(name).asText());
      }
    }
    return told;
  }
}
