package io.reveil.contact;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of contacts. */
@Singleton
class ContactTable {
  private static final String SELECT = """
      SELECT contact_id, state, email, language, country, zone, category,
             source_type, source_name, source_at, bucket, undeliverable_at, created_at
        FROM contact
       WHERE contact_id IN (%s)
      """;

  private final Database database;
  private final Clock clock;

  ContactTable(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Those that exist, by id; one statement. */
  Map<ContactId, Contact> list(Collection<ContactId> wanted) {
    Map<ContactId, Contact> found = new HashMap<>();
    if (!wanted.isEmpty()) {
      database
          .list(
              SELECT.formatted(Database.marks(wanted.size())),
              ContactTable::contact,
              wanted.stream().map(ContactId::value).toArray())
          .forEach(contact -> found.put(contact.id(), contact));
    }
    return found;
  }

  private static Contact contact(ResultSet row) throws SQLException {
    return new Contact(
        new ContactId(row.getLong("contact_id")),
        Columns.constant(row, "state", ContactState.class),
        Columns.optionalText(row, "email").flatMap(EmailAddress::parse),
        Language.of(row.getString("language")).orElse(Contacts.DEFAULT_LANGUAGE),
        Columns.optionalText(row, "country"),
        Columns.optionalText(row, "zone").flatMap(Zones::read),
        Columns.constant(row, "category", Category.class),
        provenance(row),
        row.getLong("bucket"),
        Columns.optionalInstant(row, "undeliverable_at").isPresent(),
        Columns.instant(row, "created_at"));
  }

  private static Optional<Provenance> provenance(ResultSet row) throws SQLException {
    Optional<Provenance.Type> type =
        Columns.optionalConstant(row, "source_type", Provenance.Type.class);
    Optional<String> name = Columns.optionalText(row, "source_name");
    Optional<Instant> at = Columns.optionalInstant(row, "source_at");
    return type.map(known -> new Provenance(known, name, at));
  }

  void insert(List<Contact> contacts) {
    database.batch(
        """
        INSERT INTO contact (contact_id, state, email, language, country, zone, category,
               source_type, source_name, source_at, bucket, undeliverable_at, hard_bounces, created_at, changed_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 0, ?, ?)
        """,
        contacts.stream()
            .map(contact -> new Object[] {
              contact.id().value(),
              contact.state(),
              contact.email().map(EmailAddress::forSending),
              contact.language().tag(),
              contact.country(),
              contact.zone().map(ZoneId::getId),
              contact.category(),
              contact.provenance().map(Provenance::type),
              contact.provenance().flatMap(Provenance::name),
              contact.provenance().flatMap(Provenance::at),
              contact.bucket(),
              contact.createdAt(),
              contact.createdAt()
            })
            .toList());
  }

  /** Each only from the state it was read in: who was erased or confirmed meanwhile is read again. */
  void update(List<Draft> drafts, Instant at) {
    int[] counts = database.batch(
        """
        UPDATE contact
           SET state = ?,
               email = ?,
               language = ?,
               country = ?,
               zone = ?,
               category = ?,
               source_type = ?,
               source_name = ?,
               source_at = ?,
               created_at = ?,
               changed_at = ?
         WHERE contact_id = ?
           AND state = ?
        """,
        drafts.stream()
            .map(draft -> new Object[] {
              draft.contact().state(),
              draft.contact().email().map(EmailAddress::forSending),
              draft.contact().language().tag(),
              draft.contact().country(),
              draft.contact().zone().map(ZoneId::getId),
              draft.contact().category(),
              draft.contact().provenance().map(Provenance::type),
              draft.contact().provenance().flatMap(Provenance::name),
              draft.contact().provenance().flatMap(Provenance::at),
              draft.contact().createdAt(),
              at,
              draft.contact().id().value(),
              draft.stateBefore()
            })
            .toList());
    for (int count : counts) {
      if (count == 0) {
        throw new Raced("contact");
      }
    }
  }

  /** A compare-and-set on the states that may come before; false if the contact was in none of them. */
  boolean move(ContactId id, ContactState to) {
    return to.after().stream().anyMatch(from -> move(id, from, to));
  }

  private boolean move(ContactId id, ContactState from, ContactState to) {
    return database.update("""
            UPDATE contact
               SET state = ?,
                   changed_at = ?
             WHERE contact_id = ?
               AND state = ?
            """, to, clock.instant(), id.value(), from) == 1;
  }
}
