package io.reveil.contact;

import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Whether the mailboxes of contacts can be reached. Every method joins the caller's transaction. */
@Singleton
public final class Reachability {
  private final Database database;
  private final ContactTable table;
  private final Clock clock;

  Reachability(Database database, ContactTable table, Clock clock) {
    this.database = database;
    this.table = table;
    this.clock = clock;
  }

  /**
   * Counts a refusal that says the address does not exist (B23, HARD).
   *
   * @param limit how many make the address UNDELIVERABLE: 1 for the dormant, at most 3 (CSA)
   * @return whether the address is UNDELIVERABLE now
   */
  public boolean recordHardBounce(ContactId id, int limit) {
    return database.write(() -> {
      database.update(
          "UPDATE contact SET hard_bounces = hard_bounces + 1 WHERE contact_id = ?", id.value());
      database.update("""
          UPDATE contact
             SET undeliverable_at = ?
           WHERE contact_id = ?
             AND hard_bounces >= ?
             AND undeliverable_at IS NULL
          """, clock.instant(), id.value(), limit);
      return Optional.ofNullable(table.list(Set.of(id)).get(id))
          .map(Contact::undeliverable)
          .orElse(false);
    });
  }

  /** A mailbox that was out of reach for too long is UNDELIVERABLE (B23, SOFT). */
  public void giveUp(ContactId id) {
    database.update("""
        UPDATE contact
           SET undeliverable_at = ?
         WHERE contact_id = ?
           AND undeliverable_at IS NULL
        """, clock.instant(), id.value());
  }

  /** A confirmation, a stay or an answer proves that the mailbox lives: UNDELIVERABLE and its counter end. */
  public void markReachable(ContactId id) {
    database.update("""
        UPDATE contact
           SET undeliverable_at = NULL,
               hard_bounces = 0
         WHERE contact_id = ?
           AND (hard_bounces > 0 OR undeliverable_at IS NOT NULL)
        """, id.value());
  }
}
