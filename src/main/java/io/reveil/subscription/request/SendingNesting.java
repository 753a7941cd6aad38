package io.reveil.subscription.request;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Leases;
import io.reveil.job.Raced;
import io.reveil.job.Recurring;
import io.reveil.kernel.AddressDigest;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppered;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** After a rotation brings the counts of DOI mails under the newest pepper ({@code decisions/0004-peppers.md}). */
@Singleton
class SendingNesting implements Recurring, Peppered {
  private static final int SLICE = 500;
  private static final Duration TURN = Duration.ofMinutes(1);

  private final Database database;
  private final Leases leases;
  private final AddressDigests digests;

  SendingNesting(Database database, Leases leases, AddressDigests digests) {
    this.database = database;
    this.leases = leases;
    this.digests = digests;
  }

  @Override
  public String name() {
    return "doi-sending-nesting";
  }

  @Override
  public Duration pause() {
    return Duration.ofSeconds(5);
  }

  @Override
  public Map<Integer, Long> rows() {
    Map<Integer, Long> rows = new HashMap<>();
    database
        .list(
            "SELECT pepper_id, COUNT(*) AS addresses FROM doi_sending GROUP BY pepper_id",
            row -> Map.entry(row.getInt("pepper_id"), row.getLong("addresses")))
        .forEach(count -> rows.put(count.getKey(), count.getValue()));
    return rows;
  }

  @Override
  public boolean round() {
    List<Sending> old = older();
    if (old.isEmpty() || !leases.claim(name(), TURN)) {
      return false;
    }
    database.write(() -> old.forEach(this::raise));
    return old.size() == SLICE;
  }

  private record Sending(AddressDigest digest, Instant latest) {}

  private List<Sending> older() {
    return database.list(
        """
        SELECT address_digest, pepper_id, latest_at
          FROM doi_sending
         WHERE pepper_id < ?
         ORDER BY pepper_id
         LIMIT ?
        """,
        row -> new Sending(
            new AddressDigest(row.getBytes("address_digest"), row.getInt("pepper_id")),
            Columns.instant(row, "latest_at")),
        digests.newest(),
        SLICE);
  }

  /** Where two nodes counted one address at the moment of a rotation, the later count stays. */
  private void raise(Sending old) {
    AddressDigest newer = digests.of(old.digest()).newest();
    boolean counted = database
        .first(
            "SELECT latest_at FROM doi_sending WHERE address_digest = ?",
            row -> Columns.instant(row, "latest_at"),
            newer.bytes())
        .isPresent();
    try {
      if (counted) {
        database.update(
            "DELETE FROM doi_sending WHERE address_digest = ? AND latest_at = ?",
            old.digest().bytes(),
            old.latest());
      } else {
        database.update("""
            UPDATE doi_sending
               SET address_digest = ?,
                   pepper_id = ?
             WHERE address_digest = ?
            """, newer.bytes(), newer.pepperId(), old.digest().bytes());
      }
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("doi_sending") : e;
    }
  }
}
