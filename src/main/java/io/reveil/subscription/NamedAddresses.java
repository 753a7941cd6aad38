package io.reveil.subscription;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often somebody named another address for their letters of late, whatever became of it: a limit on mails alone would
 * tell which address may get one (B27).
 */
@Singleton
public class NamedAddresses {
  private static final int AT_MOST = 3;
  private static final Duration WITHIN = Duration.ofDays(1);

  private final Database database;
  private final Ids ids;

  NamedAddresses(Database database, Ids ids) {
    this.database = database;
    this.ids = ids;
  }

  /** Counts one more, in the caller's transaction, which holds the person. False: there were enough for a day. */
  public boolean count(ContactId person, Instant now) {
    boolean isOneMore =
        list(person).stream().filter(now.minus(WITHIN)::isBefore).count() < AT_MOST;
    if (isOneMore) {
      database.update(
          "INSERT INTO named_address (contact_id, named_id, named_at) VALUES (?, ?, ?)",
          person.value(),
          ids.next(),
          now);
    }
    return isOneMore;
  }

  /** When; those that limit nothing any more may be among them. */
  public List<Instant> list(ContactId person) {
    return database.list(
        "SELECT named_at FROM named_address WHERE contact_id = ? ORDER BY named_at",
        row -> Columns.instant(row, "named_at"),
        person.value());
  }

  /** Rows that limit nothing any more. */
  public void forget(Instant now) {
    database.update("DELETE FROM named_address WHERE named_at <= ?", now.minus(WITHIN));
  }

  public int erase(ContactId person) {
    return database.update("DELETE FROM named_address WHERE contact_id = ?", person.value());
  }
}
