package io.reveil.activity;

import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    known.put(
        "cameBackOn", comebacks.days(contact).stream().map(LocalDate::toString).toList());
    known.put(
        "signals", signals.all(contact).stream().map(ActivityData::exported).toList());
    return known;
  }

  private static Map<String, Object> exported(ContactEvent event) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("kind", event.signal().kind());
    told.put("occurredAt", event.occurredAt().toString());
    told.put("origin", event.origin());
    if (event.signal() instanceof Signal.CrmEvent crm) {
      crm.amount().map(BigDecimal::toPlainString).ifPresent(amount -> told.put("amount", amount));
      crm.quantity().ifPresent(quantity -> told.put("quantity", quantity));
    }
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
