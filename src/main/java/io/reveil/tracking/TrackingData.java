package io.reveil.tracking;

import io.reveil.contact.Contacts;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one person fetched, and what that was taken for (GDPR art. 15, 17). */
@Singleton
class TrackingData implements PersonalData {
  private final Database database;
  private final Journal journal;
  private final Contacts contacts;

  TrackingData(Database database, Journal journal, Contacts contacts) {
    this.database = database;
    this.journal = journal;
    this.contacts = contacts;
  }

  @Override
  public String section() {
    return "tracking";
  }

  @Override
  public Object export(Subject subject) {
    return subject.contact().<Object>map(this::exported).orElse(Map.of());
  }

  private Map<String, Object> exported(ContactId contact) {
    journal.fileAll();
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("hits", hits(contact));
    database
        .first(
            "SELECT opened_on FROM last_open WHERE contact_id = ?",
            row -> Columns.date(row, "opened_on").toString(),
            contact.value())
        .ifPresent(on -> known.put("lastOpenOn", on));
    return known;
  }

  private List<Map<String, Object>> hits(ContactId contact) {
    return database.list("""
        SELECT h.message_id, h.kind, h.link_id, h.means, h.hit_at, h.network, h.agent, v.hit_class, v.reasons, v.score,
               v.rules, v.judged_at
          FROM hit h
          LEFT JOIN hit_verdict v
            ON v.contact_id = h.contact_id
           AND v.hit_id = h.hit_id
         WHERE h.contact_id = ?
         ORDER BY h.hit_at, h.hit_id
        """, TrackingData::hit, contact.value());
  }

  private static Map<String, Object> hit(ResultSet row) throws SQLException {
    Map<String, Object> hit = new LinkedHashMap<>();
    hit.put("message", row.getString("message_id"));
    hit.put("kind", row.getString("kind"));
    hit.put("link", row.getString("link_id"));
    hit.put("means", row.getString("means"));
    hit.put("at", Columns.instant(row, "hit_at").toString());
    for (String name : List.of("network", "agent", "hit_class", "reasons", "score", "rules")) {
      Columns.optionalText(row, name)
          .ifPresent(said -> hit.put(name.equals("hit_class") ? "judged" : name, said));
    }
    Columns.optionalInstant(row, "judged_at")
        .ifPresent(judged -> hit.put("judgedAt", judged.toString()));
    return hit;
  }

  @Override
  public int erase(Subject subject) {
    return subject
        .contact()
        .map(contact -> database.write(() -> erased(contact)))
        .orElse(0);
  }

  /**
   * The person first: a day of an open is kept before, or never. The filing next: so is what comes in meanwhile. Then the
   * hits: a judge who is at them holds their rows, and we wait until the verdicts stand.
   */
  private int erased(ContactId contact) {
    contacts.hold(contact);
    journal.hold();
    return database.update("DELETE FROM hit WHERE contact_id = ?", contact.value())
        + database.update("DELETE FROM hit_verdict WHERE contact_id = ?", contact.value())
        + database.update("DELETE FROM last_open WHERE contact_id = ?", contact.value());
  }
}
