package io.reveil.activity;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the person did, and what follows for how long we keep them (GDPR art. 15, 17). */
@Singleton
class ActivityData implements PersonalData {
  private final Database database;
  private final Activities activities;
  private final Signals signals;
  private final Comebacks comebacks;

  ActivityData(Database database, Activities activities, Signals signals, Comebacks comebacks) {
    this.database = database;
    this.activities = activities;
    this.signals = signals;
    this.comebacks = comebacks;
  }

  @Override
  public String section() {
    return "activity";
  }

  @Override
  public Object export(Subject subject) {
    return subject.contact().<Object>map(this::exported).orElse(Map.of());
  }

  private Map<String, Object> exported(ContactId contact) {
    Map<String, Object> known = new LinkedHashMap<>();
    Standing standing = activities.standings(List.of(contact)).get(contact);
    if (standing != null) {
      known.put("status", standing.status().name());
      known.put("silentSince", standing.silentSince().toString());
      standing.lastSignOn().map(LocalDate::toString).ifPresent(on -> known.put("lastSignOn", on));
      known.put("mailsSinceThen", standing.exposures());
      known.put("retentionDueOn", standing.retentionDueOn().toString());
    }
    trace(contact).ifPresent(known::putAll);
    known.put("lastOfEachKind", lastOfEachKind(contact));
    known.put(
        "cameBack", comebacks.all(contact).stream().map(ActivityData::exported).toList());
    known.put("signals", signals(contact));
    return known;
  }

  /** What the status is computed of. */
  private Optional<Map<String, Object>> trace(ContactId contact) {
    return database.first(
        """
        SELECT last_sign_at, last_sign_kind, has_crm_event, last_exposed_on
          FROM activity
         WHERE contact_id = ?
        """,
        row -> {
          Map<String, Object> trace = new LinkedHashMap<>();
          Columns.optionalInstant(row, "last_sign_at")
              .ifPresent(at -> trace.put("lastSignAt", at.toString()));
          Columns.optionalText(row, "last_sign_kind")
              .ifPresent(kind -> trace.put("lastSign", kind));
          trace.put("toldOfByOtherSystems", row.getBoolean("has_crm_event"));
          Columns.optionalDate(row, "last_exposed_on")
              .ifPresent(on -> trace.put("lastMailOn", on.toString()));
          return trace;
        },
        contact.value());
  }

  private List<Map<String, Object>> lastOfEachKind(ContactId contact) {
    return database.list(
        """
        SELECT kind, last_on
          FROM last_event
         WHERE contact_id = ?
         ORDER BY kind
        """,
        row -> Map.of(
            "kind", row.getString("kind"), "on", Columns.date(row, "last_on").toString()),
        contact.value());
  }

  private static Map<String, Object> exported(Comebacks.Comeback back) {
    return Map.of(
        "on", back.on().toString(),
        "was", back.was().name(),
        "silentSince", back.silentSince().toString());
  }

  private List<Map<String, Object>> signals(ContactId contact) {
    return database.list("""
        SELECT kind, sign_of_life, occurred_at, recorded_at, origin, cause_id, amount, quantity
          FROM contact_signal
         WHERE contact_id = ?
         ORDER BY occurred_at DESC, signal_key
        """, ActivityData::signal, contact.value());
  }

  private static Map<String, Object> signal(ResultSet row) throws SQLException {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("kind", row.getString("kind"));
    told.put("signOfLife", row.getBoolean("sign_of_life"));
    told.put("occurredAt", Columns.instant(row, "occurred_at").toString());
    told.put("recordedAt", Columns.instant(row, "recorded_at").toString());
    told.put("origin", row.getString("origin"));
    Columns.optionalText(row, "cause_id").ifPresent(message -> told.put("message", message));
    Optional.ofNullable(row.getBigDecimal("amount"))
        .map(BigDecimal::toPlainString)
        .ifPresent(amount -> told.put("amount", amount));
    Optional.ofNullable(row.getObject("quantity", Integer.class))
        .ifPresent(quantity -> told.put("quantity", quantity));
    return told;
  }

  @Override
  public int erase(Subject subject) {
    return subject
        .contact()
        .map(contact -> database.write(() -> erased(contact)))
        .orElse(0);
  }

  private int erased(ContactId contact) {
    return signals.erase(contact)
        + comebacks.erase(contact)
        + database.update("DELETE FROM last_event WHERE contact_id = ?", contact.value())
        + database.update("DELETE FROM activity WHERE contact_id = ?", contact.value());
  }
}
