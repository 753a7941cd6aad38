package io.reveil.tracking;

import static io.reveil.job.Database.marks;

import io.reveil.consent.wording.PurposeKind;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.tracking.Wills.Will;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The days of last opens. They serve to delay a SUNSET and nothing else: no status, no retention, no segment (A32). */
@Singleton
public class LastOpens {
  private final Database database;
  private final Wills wills;

  LastOpens(Database database, Wills wills) {
    this.database = database;
    this.wills = wills;
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
