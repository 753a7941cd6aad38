package io.reveil.report.count;

import io.reveil.contact.Contact;
import io.reveil.contact.Provenance;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Where people's data come from, and whether those whom it concerns were told so by a letter (GDPR art. 14; A17, A18). */
@Singleton
public class Telling {
  /** Counted like fields; no declared field may be called so. */
  public static final String UNTOLD = "source_at";

  public static final String UNTELLABLE = "source_at:untellable";
  public static final String UNSOURCED = "source_type";

  private static final Period TOLD_WITHIN = Period.ofMonths(1);

  private final Database database;

  Telling(Database database) {
    this.database = database;
  }

  /** Of those whose data came from elsewhere, when the first letter since then left; empty if none did. */
  public Map<ContactId, Optional<Instant>> told(List<Contact> page) {
    Map<ContactId, Instant> from = new HashMap<>();
    page.forEach(contact -> contact
        .provenance()
        .filter(provenance -> !provenance.type().isThePerson())
        .flatMap(Provenance::at)
        .ifPresent(at -> from.put(contact.id(), at)));
    Map<ContactId, Optional<Instant>> told = new HashMap<>();
    from.keySet().forEach(contact -> told.put(contact, Optional.empty()));
    lettersOf(from.keySet()).stream()
        .filter(letter -> !letter.at().isBefore(from.get(letter.contact())))
        .forEach(letter -> told.merge(
            letter.contact(),
            Optional.of(letter.at()),
            (first, other) -> first.filter(at -> at.isBefore(letter.at())).or(() -> other)));
    return told;
  }

  /** A letter that left. */
  private record Letter(ContactId contact, Instant at) {}

  private List<Letter> lettersOf(Set<ContactId> contacts) {
    if (contacts.isEmpty()) {
      return List.of();
    }
    return database.list(
        """
        SELECT contact_id, settled_at
          FROM message
         WHERE contact_id IN (%s)
           AND state = 'SENT'
           AND settled_at IS NOT NULL
           AND wave_id IS NOT NULL
        """.formatted(Database.marks(contacts.size())),
        row -> new Letter(
            new ContactId(row.getLong("contact_id")), Columns.instant(row, "settled_at")),
        contacts.stream().map(ContactId::value).toArray());
  }

  /**
   * How many there are by name: of unknown source; late to be told by a letter; and late, but nothing allows a letter
   * (who withdrew or objected is not written to for that either).
   */
  Map<String, Integer> count(List<Contact> page, List<Judged> judged, Instant now) {
    Instant limit = now.atZone(ZoneOffset.UTC).minus(TOLD_WITHIN).toInstant();
    Map<ContactId, Optional<Instant>> told = told(page);
    Set<ContactId> writable = judged.stream()
        .filter(one -> one.finding().kind() == Finding.Kind.PROVEN)
        .map(one -> one.key().contact())
        .collect(Collectors.toSet());
    Map<String, Integer> counts = new HashMap<>();
    for (Contact contact : page) {
      if (contact.provenance().isEmpty()) {
        counts.merge(UNSOURCED, 1, Integer::sum);
      } else if (Objects.equals(told.get(contact.id()), Optional.empty())
          && contact.provenance().flatMap(Provenance::at).filter(limit::isAfter).isPresent()) {
        counts.merge(writable.contains(contact.id()) ? UNTOLD : UNTELLABLE, 1, Integer::sum);
      }
    }
    return counts;
  }
}
