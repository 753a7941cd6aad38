package io.reveil.subscription.limit;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Leases;
import io.reveil.job.Raced;
import io.reveil.kernel.AddressDigest;
import io.reveil.key.AddressDigests;
import io.reveil.key.Nesting;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings the counts of DOI mails under the newest pepper. */
@Singleton
class SendingNesting extends Nesting<SendingNesting.Sending> {
  /** So many mails in 30 days (B26): a row remembers no more. */
  private static final int LIMIT = 3;

  private final Database database;
  private final AddressDigests digests;

  SendingNesting(Database database, Leases leases, AddressDigests digests) {
    super(database, leases);
    this.database = database;
    this.digests = digests;
  }

  @Override
  public String name() {
    return "doi-sending-nesting";
  }

  @Override
  protected String counting() {
    return "SELECT pepper_id, COUNT(*) FROM doi_sending GROUP BY pepper_id";
  }

  /**
   * The mails that an address got.
   *
   * @param at when, latest first: one to three
   */
  record Sending(AddressDigest digest, List<Instant> at) {
    static Sending read(ResultSet row) throws SQLException {
      List<Instant> at = new ArrayList<>(List.of(Columns.instant(row, "latest_at")));
      Columns.optionalInstant(row, "second_at").ifPresent(at::add);
      Columns.optionalInstant(row, "third_at").ifPresent(at::add);
      return new Sending(
          new AddressDigest(row.getBytes("address_digest"), row.getInt("pepper_id")), at);
    }

    Instant latest() {
      return at.getFirst();
    }

    /** Of all mails of both the latest three, which are all that the limit asks for (B26). */
    List<Instant> and(Sending other) {
      return Stream.concat(at.stream(), other.at.stream())
          .sorted(Comparator.reverseOrder())
          .limit(LIMIT)
          .toList();
    }
  }

  @Override
  protected List<Sending> older() {
    return database.list("""
        SELECT address_digest, pepper_id, latest_at, second_at, third_at
          FROM doi_sending
         WHERE pepper_id < ?
         ORDER BY pepper_id
         LIMIT ?
        """, Sending::read, digests.newest(), SLICE);
  }

  @Override
  protected void raise(List<Sending> old) {
    old.forEach(this::raise);
  }

  private void raise(Sending old) {
    AddressDigest newer = digests.of(old.digest()).newest();
    find(newer).ifPresentOrElse(counted -> unite(old, counted), () -> move(old, newer));
  }

  private Optional<Sending> find(AddressDigest digest) {
    return database.first("""
        SELECT address_digest, pepper_id, latest_at, second_at, third_at
          FROM doi_sending
         WHERE address_digest = ?
        """, Sending::read, digest.bytes());
  }

  private void move(Sending old, AddressDigest newer) {
    try {
      database.update("""
          UPDATE doi_sending
             SET address_digest = ?,
                 pepper_id = ?
           WHERE address_digest = ?
          """, newer.bytes(), newer.pepperId(), old.digest().bytes());
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("doi_sending") : e;
    }
  }

  /**
   * Two nodes counted one address at the moment of a rotation: the mails of both count. What was counted since it was
   * read stays for the next round.
   */
  private void unite(Sending old, Sending counted) {
    int taken = database.update(
        "DELETE FROM doi_sending WHERE address_digest = ? AND latest_at = ?",
        old.digest().bytes(),
        old.latest());
    if (taken == 0) {
      return;
    }
    List<Instant> at = counted.and(old);
    int united = database.update(
        """
        UPDATE doi_sending
           SET latest_at = ?,
               second_at = ?,
               third_at = ?
         WHERE address_digest = ?
           AND latest_at = ?
        """,
        at.getFirst(),
        at.get(1),
        at.size() < LIMIT ? Optional.empty() : at.get(LIMIT - 1),
        counted.digest().bytes(),
        counted.latest());
    if (united == 0) {
      throw new Raced("doi_sending");
    }
  }
}
