package io.reveil.campaign.sequence;

import io.reveil.campaign.Enrolment;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What campaigns know about one person: the ways, the slots, the sunsets. */
@Singleton
class CampaignData implements PersonalData {
  private final Database database;
  private final Ways ways;

  CampaignData(Database database, Ways ways) {
    this.database = database;
    this.ways = ways;
  }

  @Override
  public String section() {
    return "campaign";
  }

  @Override
  public Object export(Subject subject) {
    return subject
        .contact()
        .map(contact -> Map.of(
            "enrolments", ways.of(contact).stream().map(CampaignData::plain).toList(),
            "sunsets", sunsets(contact),
            "reservedFor", slots(contact)))
        .orElseGet(Map::of);
  }

  private static Map<String, Object> plain(Ways.Way way) {
    Enrolment enrolment = way.enrolment();
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("campaign", way.campaign());
    plain.put("arm", enrolment.arm().name());
    plain.put("state", enrolment.state().name());
    plain.put("stage", way.stage().id());
    plain.put("enteredAt", enrolment.enteredAt().toString());
    enrolment.dueOn().ifPresent(due -> plain.put("dueOn", due.toString()));
    enrolment.exitReason().ifPresent(reason -> plain.put("exitReason", reason.name()));
    enrolment.endedAt().ifPresent(ended -> plain.put("endedAt", ended.toString()));
    return plain;
  }

  private List<Map<String, Object>> sunsets(ContactId contact) {
    return database.list(
        """
        SELECT s.purpose, s.since_on, c.name
          FROM sunset s
          JOIN campaign c ON c.campaign_id = s.campaign_id
         WHERE s.contact_id = ?
        """,
        row -> Map.of(
            "purpose", row.getString("purpose"),
            "since", Columns.date(row, "since_on").toString(),
            "campaign", row.getString("name")),
        contact.value());
  }

  /** Which campaign alone may write to the person for a purpose, as long as it goes on (F4). */
  private List<Map<String, Object>> slots(ContactId contact) {
    return database.list(
        """
        SELECT s.purpose, c.name
          FROM slot s
          JOIN campaign c ON c.campaign_id = s.campaign_id
         WHERE s.contact_id = ?
        """,
        row -> Map.of("purpose", row.getString("purpose"), "campaign", row.getString("name")),
        contact.value());
  }

  @Override
  public int erase(Subject subject) {
    return subject.contact().map(this::erase).orElse(0);
  }

  private int erase(ContactId contact) {
    return database.write(
        () -> database.update("DELETE FROM enrolment WHERE contact_id = ?", contact.value())
            + database.update("DELETE FROM slot WHERE contact_id = ?", contact.value())
            + database.update("DELETE FROM sunset WHERE contact_id = ?", contact.value()));
  }
}
