package io.reveil.tracking;

import static io.reveil.job.Database.marks;

import io.reveil.consent.wording.PurposeKind;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.tracking.Wills.Will;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The days of last opens. They serve to delay a SUNSET and nothing else: no status, no retention, no segment (A32). */
@Singleton
public class LastOpens {
  private final Database database;
  private final Wills wills;
  private final Contacts contacts;

  LastOpens(Database database, Wills wills, Contacts contacts) {
    this.database = database;
    this.wills = wills;
    this.contacts = contacts;
  }

  /**
   * Keeps these days, if none later is kept, in the caller's transaction. Of whom no day was kept yet one is only while
   * they are held: who erases them holds them, too.
   */
  void keep(Map<ContactId, LocalDate> days) {
    Map<ContactId, LocalDate> first = new LinkedHashMap<>();
    days.forEach((person, day) -> {
      if (!move(person, day) && !isKept(person)) {
        first.put(person, day);
      }
    });
    first.keySet().forEach(contacts::hold);
    first.keySet().retainAll(contacts.listPresent(first.keySet()).keySet());
    first.forEach(this::insert);
  }

  private boolean move(ContactId person, LocalDate day) {
    return database.update(
            "UPDATE last_open SET opened_on = ? WHERE contact_id = ? AND opened_on < ?",
            day,
            person.value(),
            day)
        > 0;
  }

  private boolean isKept(ContactId person) {
    return database
        .first(
            "SELECT contact_id FROM last_open WHERE contact_id = ?",
            row -> row.getLong(1),
            person.value())
        .isPresent();
  }

  private void insert(ContactId person, LocalDate day) {
    try {
      database.update(
          "INSERT INTO last_open (contact_id, opened_on) VALUES (?, ?)", person.value(), day);
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("last_open") : e;
    }
  }

  /**
   * Of these people, those whose mail was opened on a day or later; without those who refused to be measured since (A33).
   *
   * @param letter the purpose of the mail that a SUNSET would end
   */
  public Set<ContactId> since(LocalDate day, Purpose letter, Collection<ContactId> people) {
    if (people.isEmpty()) {
      return Set.of();
    }
    List<Object> values = new ArrayList<>(List.of(day));
    people.forEach(person -> values.add(person.value()));
    List<ContactId> opened = database.list(
        """
        SELECT contact_id
          FROM last_open
         WHERE opened_on >= ?
           AND contact_id IN (%s)
        """.formatted(marks(people.size())),
        row -> new ContactId(row.getLong(1)),
        values.toArray());
    Wills.Recorded recorded = wills.of(opened, Set.of(letter));
    return opened.stream()
        .filter(person -> recorded.will(person, letter, PurposeKind.OPEN_TRACKING) != Will.REFUSED)
        .collect(Collectors.toSet());
  }
}
