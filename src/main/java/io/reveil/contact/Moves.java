package io.reveil.contact;

import io.reveil.contact.Identities.Identity;
import io.reveil.contact.Identities.Kind;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Raced;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** People who have another address now (A43). What they agreed to for the former one is not for this package to judge. */
@Singleton
public final class Moves {
  private final Database database;
  private final Identities identities;
  private final Clock clock;

  Moves(Database database, Identities identities, Clock clock) {
    this.database = database;
    this.identities = identities;
    this.clock = clock;
  }

  /** Since when the person has the address of today; empty if it was never another. */
  public Optional<Instant> movedAt(ContactId person) {
    return database
        .first(
            "SELECT moved_at FROM contact WHERE contact_id = ?",
            row -> Columns.optionalInstant(row, "moved_at"),
            person.value())
        .flatMap(at -> at);
  }

  /** The contacts that took this one's place, one after the other; empty for nearly everybody. */
  public List<ContactId> successors(ContactId former) {
    List<ContactId> found = new ArrayList<>();
    Optional<ContactId> next = successor(former);
    while (next.isPresent() && !next.get().equals(former) && !found.contains(next.get())) {
      found.add(next.get());
      next = successor(next.get());
    }
    return found;
  }

  private Optional<ContactId> successor(ContactId former) {
    return database.first(
        "SELECT moved_to FROM contact WHERE contact_id = ? AND moved_to IS NOT NULL",
        row -> new ContactId(row.getLong("moved_to")),
        former.value());
  }

  /**
   * Gives the person this address in place of the former one, which nobody has from then on; in the caller's transaction.
   *
   * @throws Raced if somebody has the address, or the person is no longer there
   */
  public void move(ContactId person, EmailAddress address) {
    leaveAddress(person);
    identities.claim(Map.of(new Identity(Kind.EMAIL, address.key()), person));
    database.update("""
        UPDATE contact
           SET email = ?,
               undeliverable_at = NULL,
               hard_bounces = 0
         WHERE contact_id = ?
        """, address.forSending(), person.value());
  }

  /** Gives the person a former address again, in the caller's transaction; what was mailed to the other is not theirs. */
  public void moveBack(ContactId person, EmailAddress address) {
    Instant now = clock.instant();
    identities.releaseAddress(person);
    identities.claim(Map.of(new Identity(Kind.EMAIL, address.key()), person));
    database.update("""
        UPDATE contact
           SET email = ?,
               undeliverable_at = NULL,
               hard_bounces = 0,
               moved_at = ?,
               moved_to = NULL,
               changed_at = ?
         WHERE contact_id = ?
        """, address.forSending(), now, now, person.value());
  }

  /** Takes the address from somebody whose letters go to another contact now, in the caller's transaction. */
  public void retire(ContactId former, ContactId successor) {
    leaveAddress(former);
    database.update(
        "UPDATE contact SET moved_to = ? WHERE contact_id = ?", successor.value(), former.value());
  }

  private void leaveAddress(ContactId person) {
    Instant now = clock.instant();
    if (database.update("""
            UPDATE contact
               SET email = NULL,
                   moved_at = ?,
                   changed_at = ?
             WHERE contact_id = ?
               AND email IS NOT NULL
            """, now, now, person.value()) == 0) {
      throw new Raced("contact");
    }
    identities.releaseAddress(person);
  }
}
