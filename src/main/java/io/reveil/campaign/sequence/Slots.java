package io.reveil.campaign.sequence;

import io.reveil.campaign.Enrolment;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who is on the way for a purpose: one campaign at a time may hold a contact (F4). In the caller's transaction. */
@Singleton
public class Slots {
  private final Database database;

  Slots(Database database) {
    this.database = database;
  }

  /** Those of these contacts whom some campaign holds. */
  public Set<ContactId> taken(Purpose purpose, Collection<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return Set.of();
    }
    List<Object> values = new ArrayList<>(List.of(purpose.id()));
    contacts.forEach(contact -> values.add(contact.value()));
    return new HashSet<>(database.list(
        """
        SELECT contact_id
          FROM slot
         WHERE purpose = ?
           AND contact_id IN (%s)
        """.formatted(Database.marks(contacts.size())),
        row -> new ContactId(row.getLong(1)),
        values.toArray()));
  }

  /** A duplicate key says that another campaign was faster. */
  void take(Collection<Enrolment> entering, Purpose purpose) {
    database.batch(
        "INSERT INTO slot (contact_id, purpose, campaign_id) VALUES (?, ?, ?)",
        rows(entering, purpose));
  }

  void free(Collection<Enrolment> ended, Purpose purpose) {
    database.batch(
        "DELETE FROM slot WHERE contact_id = ? AND purpose = ? AND campaign_id = ?",
        rows(ended, purpose));
  }

  private static List<Object[]> rows(Collection<Enrolment> enrolments, Purpose purpose) {
    return enrolments.stream()
        .map(enrolment ->
            new Object[] {enrolment.contact().value(), purpose.id(), enrolment.campaignId()})
        .toList();
  }
}
