package io.reveil.contact;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who we know, for the rights of persons. What remains of somebody erased is a number that means nobody. */
@Singleton
class ContactRecords implements PersonalData {
  private final Database database;
  private final Contacts contacts;
  private final ContactTable table;
  private final Identities identities;
  private final FieldTable fields;
  private final Clock clock;

  ContactRecords(
      Database database,
      Contacts contacts,
      ContactTable table,
      Identities identities,
      FieldTable fields,
      Clock clock) {
    this.database = database;
    this.contacts = contacts;
    this.table = table;
    this.identities = identities;
    this.fields = fields;
    this.clock = clock;
  }

  @Override
  public String section() {
    return "contact";
  }

  @Override
  public Object export(Subject subject) {
    Map<String, Object> export = new LinkedHashMap<>();
    find(subject).ifPresent(contact -> {
      export.put("contact", contact.id().value());
      export.put("state", contact.state().name());
      contact.email().map(EmailAddress::forSending).ifPresent(email -> export.put("email", email));
      export.put("externalIds", externalIds(contact.id()));
      export.put("language", contact.language().tag());
      contact.country().ifPresent(country -> export.put("country", country));
      contact.zone().ifPresent(zone -> export.put("zone", zone.getId()));
      export.put("category", contact.category().name());
      contact.provenance().ifPresent(from -> {
        export.put("source", from.type().name());
        from.name().ifPresent(name -> export.put("sourceName", name));
        from.at().ifPresent(at -> export.put("sourceAt", at.toString()));
      });
      export.put("undeliverable", contact.undeliverable());
      export.put("knownSince", contact.createdAt().toString());
      export.putAll(dates(contact.id()));
      export.put("fields", fields.list(Set.of(contact.id())).getOrDefault(contact.id(), Map.of()));
    });
    return export;
  }

  private Map<String, Object> dates(ContactId contact) {
    return database
        .first(
            """
            SELECT undeliverable_at, changed_at, moved_at, moved_to
              FROM contact
             WHERE contact_id = ?
            """,
            row -> {
              Map<String, Object> dates = new LinkedHashMap<>();
              Columns.optionalInstant(row, "undeliverable_at")
                  .ifPresent(at -> dates.put("undeliverableSince", at.toString()));
              dates.put("changedAt", Columns.instant(row, "changed_at").toString());
              Columns.optionalInstant(row, "moved_at")
                  .ifPresent(at -> dates.put("addressChangedAt", at.toString()));
              Columns.optionalText(row, "moved_to")
                  .ifPresent(contactId -> dates.put("goesOnAsContact", contactId));
              return dates;
            },
            contact.value())
        .orElse(Map.of());
  }

  private Optional<Contact> find(Subject subject) {
    return subject
        .contact()
        .flatMap(contacts::find)
        .or(() -> subject.address().flatMap(contacts::find));
  }

  private List<String> externalIds(ContactId id) {
    List<String> numbers = new ArrayList<>();
    for (Identities.Identity identity : identities.of(id)) {
      if (identity.kind() == Identities.Kind.EXTERNAL) {
        numbers.add(identity.key());
      }
    }
    return numbers;
  }

  @Override
  public int erase(Subject subject) {
    return database.write(
        () -> find(subject).map(contact -> erase(contact.id())).orElse(0));
  }

  private int erase(ContactId id) {
    if (!table.move(id, ContactState.ERASED)) {
      return 0;
    }
    database.update("""
        UPDATE contact
           SET email = NULL,
               country = NULL,
               zone = NULL,
               source_type = NULL,
               source_name = NULL,
               source_at = NULL,
               bucket = 0,
               undeliverable_at = NULL,
               hard_bounces = 0,
               moved_at = NULL,
               moved_to = NULL,
               changed_at = ?
         WHERE contact_id = ?
        """, clock.instant(), id.value());
    return 1 + identities.release(id) + fields.delete(id);
  }
}
