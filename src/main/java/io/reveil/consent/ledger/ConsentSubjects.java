package io.reveil.consent.ledger;

import io.reveil.consent.Slices;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;

/** The random names and salts of contacts; made at the first act, gone with the person. */
@Singleton
public class ConsentSubjects {
  private static final int REFERENCE_LENGTH = 16;
  private static final int RANDOM_IN_REFERENCE = 10;
  private static final int SALT_LENGTH = 32;

  private final Database database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ConsentSubjects(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  public Optional<ConsentSubject> find(ContactId contact) {
    return Optional.ofNullable(list(List.of(contact)).get(contact));
  }

  /**
   * Of each contact; made where there is none yet.
   *
   * @param beginning those who get a row of the fold that is new: their names are locked
   */
  Map<ContactId, ConsentSubject> findOrMake(
      Collection<ContactId> contacts, Collection<ContactId> beginning) {
    hold(beginning);
    Map<ContactId, ConsentSubject> found = list(contacts);
    SequencedSet<ContactId> missing = new TreeSet<>(contacts);
    missing.removeAll(found.keySet());
    while (!missing.isEmpty()) {
      insert(missing);
      found.putAll(list(missing));
      missing.removeAll(found.keySet());
    }
    return found;
  }

  /**
   * Erasing deletes these rows first: we wait for it, or it for us, and nothing is recorded under a name that is gone.
   * Who moves a row of the fold that is there needs no lock, as that row is gone with the name.
   */
  private void hold(Collection<ContactId> contacts) {
    for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
      database.update("""
          UPDATE consent_subject
             SET contact_id = contact_id
           WHERE contact_id IN (%s)
          """.formatted(Database.marks(ids.size())), ids.toArray());
    }
  }

  /** Those that have one; a statement per thousand contacts. */
  Map<ContactId, ConsentSubject> list(Collection<ContactId> contacts) {
    Map<ContactId, ConsentSubject> found = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
      database.list(
          """
          SELECT contact_id, subject_ref, salt
            FROM consent_subject
           WHERE contact_id IN (%s)
          """.formatted(Database.marks(ids.size())),
          row -> found.put(
              new ContactId(row.getLong("contact_id")),
              new ConsentSubject(row.getBytes("subject_ref"), row.getBytes("salt"))),
          ids.toArray());
    }
    return found;
  }

  /** Marks somebody known here as opposed to what they have not asked for. */
  void oppose(ContactId contact, Objection.Opposed opposition) {
    database.update("""
        UPDATE consent_subject
           SET opposed_at = ?,
               opposed_source = ?
         WHERE contact_id = ?
        """, opposition.occurredAt(), opposition.source(), contact.value());
  }

  /** The mark of each; those without one are absent. A statement per thousand contacts. */
  public Map<ContactId, Objection.Opposed> oppositions(Collection<ContactId> contacts) {
    Map<ContactId, Objection.Opposed> oppositions = new HashMap<>();
    for (List<Long> ids : Slices.of(contacts, ContactId::value)) {
      database.list(
          """
          SELECT contact_id, opposed_at, opposed_source
            FROM consent_subject
           WHERE contact_id IN (%s)
             AND opposed_at IS NOT NULL
          """.formatted(Database.marks(ids.size())),
          row -> oppositions.put(
              new ContactId(row.getLong("contact_id")),
              new Objection.Opposed(
                  Columns.instant(row, "opposed_at"), row.getString("opposed_source"))),
          ids.toArray());
    }
    return oppositions;
  }

  /** What another node inserted meanwhile stays: the caller reads again. */
  private void insert(Collection<ContactId> contacts) {
    try {
      database.batch(
          """
          INSERT INTO consent_subject (contact_id, subject_ref, salt)
          VALUES (?, ?, ?)
          """,
          contacts.stream()
              .map(contact -> new Object[] {contact.value(), reference(), bytes(SALT_LENGTH)})
              .toList());
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  /**
   * 48 bits of time, then 80 of chance. The time is that of the first act, which the ledger tells anyway; with it, names
   * lie in the order in which contacts came, so that events are appended and not scattered over the table, and a
   * verification reads each table once from end to end.
   */
  private byte[] reference() {
    long now = clock.millis();
    return ByteBuffer.allocate(REFERENCE_LENGTH)
        .putShort((short) (now >>> Integer.SIZE))
        .putInt((int) now)
        .put(bytes(RANDOM_IN_REFERENCE))
        .array();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
