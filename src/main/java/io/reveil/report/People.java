package io.reveil.report;

import static io.reveil.job.Database.marks;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.campaign.sequence.Sunsets;
import io.reveil.campaign.sequence.Ways;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.delivery.queue.MailHistory;
import io.reveil.job.Database;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together what is known of contacts. */
@Singleton
class People {
  private static final int MAILS = 20;

  private final Database database;
  private final Contacts contacts;
  private final Activities activities;
  private final Permissions permissions;
  private final Purposes purposes;
  private final Ways ways;
  private final Sunsets sunsets;
  private final MailHistory mails;

  People(
      Database database,
      Contacts contacts,
      Activities activities,
      Permissions permissions,
      Purposes purposes,
      Ways ways,
      Sunsets sunsets,
      MailHistory mails) {
    this.database = database;
    this.contacts = contacts;
    this.activities = activities;
    this.permissions = permissions;
    this.purposes = purposes;
    this.ways = ways;
    this.sunsets = sunsets;
    this.mails = mails;
  }

  Person of(Contact contact) {
    List<ContactId> one = List.of(contact.id());
    return new Person(
        contact,
        contacts.fields(one).getOrDefault(contact.id(), Map.of()),
        Optional.ofNullable(activities.standings(one).get(contact.id())),
        permissions.list(contact.id()),
        purposes.all().stream()
            .filter(purpose -> purpose.mailing().isPresent())
            .map(purpose -> writable(purpose, contact))
            .toList(),
        ways.of(contact.id()),
        activities.list(contact.id()),
        mails.latest(contact.id(), MAILS));
  }

  private Person.Writable writable(PurposeSheet purpose, Contact contact) {
    return new Person.Writable(
        purpose,
        Optional.ofNullable(permissions
            .objections(Channel.EMAIL, purpose.id(), List.of(contact))
            .get(contact.id())));
  }

  /**
   * A contact in a list.
   *
   * @param standing the activity status, or WITHDRAWN or SUNSET where that says more
   */
  record Row(ContactId contact, String standing, boolean heldOut) {}

  /** LIVE and RESTRICTED contacts in id order, after this id. */
  List<Row> page(long after, int limit) {
    List<ContactId> page = database.list("""
        SELECT contact_id
          FROM contact
         WHERE contact_id > ?
           AND state IN ('LIVE', 'RESTRICTED')
         ORDER BY contact_id
         LIMIT ?
        """, row -> new ContactId(row.getLong(1)), after, limit);
    if (page.isEmpty()) {
      return List.of();
    }
    Map<ContactId, Standing> standings = activities.standings(page);
    Set<ContactId> withdrawn = withdrawn(page);
    Set<ContactId> sunset = new HashSet<>();
    purposes.all().forEach(purpose -> sunset.addAll(sunsets.standing(purpose.id(), page)));
    Set<ContactId> heldOut = heldOut(page);
    List<Row> rows = new ArrayList<>();
    for (ContactId contact : page) {
      String standing = Optional.ofNullable(standings.get(contact))
          .map(known -> known.status().name())
          .orElse("NEW");
      rows.add(new Row(
          contact,
          withdrawn.contains(contact)
              ? "WITHDRAWN"
              : sunset.contains(contact) ? "SUNSET" : standing,
          heldOut.contains(contact)));
    }
    return rows;
  }

  /** Those who withdrew and whom nothing else allows us to write to. */
  private Set<ContactId> withdrawn(List<ContactId> page) {
    Set<ContactId> withdrawn = with("""
        SELECT contact_id
          FROM current_consent
         WHERE state = 'WITHDRAWN'
           AND gap IS NULL
           AND channel = 'EMAIL'
           AND contact_id IN (%s)
        """, page);
    withdrawn.removeAll(with("""
        SELECT contact_id
          FROM current_consent
         WHERE basis <> 'NONE'
           AND channel = 'EMAIL'
           AND contact_id IN (%s)
        """, page));
    return withdrawn;
  }

  private Set<ContactId> heldOut(List<ContactId> page) {
    return with("""
        SELECT contact_id
          FROM enrolment
         WHERE arm = 'HELD_OUT'
           AND contact_id IN (%s)
        """, page);
  }

  private Set<ContactId> with(String sql, List<ContactId> page) {
    return new HashSet<>(database.list(
        sql.formatted(marks(page.size())),
        row -> new ContactId(row.getLong(1)),
        page.stream().map(ContactId::value).toArray()));
  }
}
