package io.reveil.campaign.sequence;

import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Installation;
import io.reveil.kernel.Purpose;
import io.reveil.tracking.LastOpens;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Those who let a sequence pass without an answer: no routine mail for that purpose, although consent stands (F6). */
@Singleton
public final class Sunsets {
  /** A sequence is tried again at most once in this time (F6). */
  private static final Period QUIET = Period.ofMonths(12);
  /** Whose mail was opened within it is written to a while longer. */
  private static final Period OPENED = Period.ofDays(90);

  private final Database database;
  private final Activities activities;
  private final LastOpens opens;
  private final StatusRules days;
  private final Installation installation;

  Sunsets(
      Database database,
      Activities activities,
      LastOpens opens,
      StatusRules days,
      Installation installation) {
    this.database = database;
    this.activities = activities;
    this.opens = opens;
    this.days = days;
    this.installation = installation;
  }

  /**
   * Those to leave alone today: in sunset for less than a year, and without a sign of life since. An open is none; it puts
   * the quiet off, since only who reads nothing at all should hear nothing (A32).
   */
  public Set<ContactId> standing(Purpose purpose, Collection<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return Set.of();
    }
    List<Object> values = new ArrayList<>(List.of(purpose.id(), days.today().minus(QUIET)));
    contacts.forEach(contact -> values.add(contact.value()));
    Map<ContactId, Instant> since = new LinkedHashMap<>();
    database
        .list(
            """
            SELECT contact_id, since_on
              FROM sunset
             WHERE purpose = ?
               AND since_on > ?
               AND contact_id IN (%s)
            """.formatted(Database.marks(contacts.size())),
            row -> Map.entry(new ContactId(row.getLong(1)), Columns.date(row, "since_on")),
            values.toArray())
        .forEach(sunset -> since.put(
            sunset.getKey(), sunset.getValue().atStartOfDay(installation.zone()).toInstant()));
    Set<ContactId> standing = new HashSet<>(since.keySet());
    if (!since.isEmpty()) {
      standing.removeAll(activities.signsSince(since).keySet());
      standing.removeAll(opens.since(days.today().minus(OPENED), purpose, standing));
    }
    return standing;
  }

  /** A later sequence that ends without answer begins the time anew. */
  void begin(Collection<ContactId> contacts, Purpose purpose, long campaignId) {
    LocalDate today = days.today();
    for (ContactId contact : contacts) {
      int again = database.update("""
          UPDATE sunset
             SET since_on = ?,
                 campaign_id = ?
           WHERE contact_id = ?
             AND purpose = ?
          """, today, campaignId, contact.value(), purpose.id());
      if (again == 0) {
        insert(contact, purpose, today, campaignId);
      }
    }
  }

  private void insert(ContactId contact, Purpose purpose, LocalDate today, long campaignId) {
    database.update("""
        INSERT INTO sunset (contact_id, purpose, since_on, campaign_id)
        VALUES (?, ?, ?, ?)
        """, contact.value(), purpose.id(), today, campaignId);
  }
}
