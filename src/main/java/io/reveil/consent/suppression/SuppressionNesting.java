package io.reveil.consent.suppression;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Leases;
import io.reveil.job.Raced;
import io.reveil.key.AddressDigests;
import io.reveil.key.Nesting;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Brings bans under the newest pepper: for readers a ban stands at the old digest or at the new one, never at neither.
 */
@Singleton
class SuppressionNesting extends Nesting<StoredBan> {
  private final Database database;
  private final AddressDigests digests;

  SuppressionNesting(Database database, Leases leases, AddressDigests digests) {
    super(database, leases);
    this.database = database;
    this.digests = digests;
  }

  @Override
  public String name() {
    return "suppression-nesting";
  }

  @Override
  protected String counting() {
    return "SELECT pepper_id, COUNT(*) FROM suppression GROUP BY pepper_id";
  }

  @Override
  protected List<StoredBan> older() {
    return database.list("""
        SELECT address_digest, pepper_id, reason, source, created_at, valid_until
          FROM suppression
         WHERE pepper_id < ?
         ORDER BY pepper_id
         LIMIT ?
        """, StoredBan::read, digests.newest(), SLICE);
  }

  @Override
  protected void raise(List<StoredBan> old) {
    Map<StoredBan.Key, StoredBan> raised = new LinkedHashMap<>();
    takeAway(old).forEach(ban -> {
      StoredBan newer = ban.under(digests.of(ban.digest()).newest());
      raised.merge(newer.key(), newer, StoredBan::and);
    });
    for (StoredBan standing : standing(raised)) {
      unite(standing, Objects.requireNonNull(raised.remove(standing.key())));
    }
    insert(raised.values());
  }

  /** What moved, or was given another beginning or end, since it was read stays for the next round. */
  private List<StoredBan> takeAway(List<StoredBan> old) {
    int[] taken = database.batch(
        """
        DELETE FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND created_at = ?
           AND (valid_until = ? OR (valid_until IS NULL AND ? IS NULL))
        """,
        old.stream()
            .map(ban -> new Object[] {
              ban.digest().bytes(), ban.reason(), ban.createdAt(), ban.until(), ban.until()
            })
            .toList());
    return IntStream.range(0, taken.length)
        .filter(place -> taken[place] == 1)
        .mapToObj(old::get)
        .toList();
  }

  private List<StoredBan> standing(Map<StoredBan.Key, StoredBan> raised) {
    List<byte[]> wanted =
        raised.values().stream().map(ban -> ban.digest().bytes()).toList();
    return wanted.isEmpty()
        ? List.of()
        : database
            .list("""
                SELECT address_digest, pepper_id, reason, source, created_at, valid_until
                  FROM suppression
                 WHERE address_digest IN (%s)
                """.formatted(Database.marks(wanted.size())), StoredBan::read, wanted.toArray())
            .stream()
            .filter(ban -> raised.containsKey(ban.key()))
            .toList();
  }

  void unite(StoredBan standing, StoredBan raised) {
    StoredBan both = standing.and(raised);
    int changed = database.update(
        """
            UPDATE suppression
               SET source = ?,
                   created_at = ?,
                   valid_until = ?
             WHERE address_digest = ?
               AND reason = ?
               AND created_at = ?
               AND (valid_until = ? OR (valid_until IS NULL AND ? IS NULL))
            """,
        both.source(),
        both.createdAt(),
        both.until(),
        standing.digest().bytes(),
        standing.reason(),
        standing.createdAt(),
        standing.until(),
        standing.until());
    if (changed == 0) {
      throw new Raced("suppression");
    }
  }

  private void insert(Collection<StoredBan> raised) {
    try {
      database.batch(
          """
          INSERT INTO suppression (address_digest, reason, pepper_id, source, created_at, valid_until)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          raised.stream()
              .map(ban -> new Object[] {
                ban.digest().bytes(),
                ban.reason(),
                ban.digest().pepperId(),
                ban.source(),
                ban.createdAt(),
                ban.until()
              })
              .toList());
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("suppression") : e;
    }
  }
}
