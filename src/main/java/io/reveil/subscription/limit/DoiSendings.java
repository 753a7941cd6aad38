package io.reveil.subscription.limit;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How often an address may get a DOI mail, whoever types it and wherever (B26). */
@Singleton
public class DoiSendings {
  private static final Duration BETWEEN_TWO = Duration.ofHours(24);
  private static final Duration FOR_THREE = Duration.ofDays(30);

  private final Database database;
  private final AddressDigests digests;
  private final Peppers peppers;

  DoiSendings(Database database, AddressDigests digests, Peppers peppers) {
    this.database = database;
    this.digests = digests;
    this.peppers = peppers;
  }

  /**
   * Counts a mail that is about to be queued. False: the address had its share, queue nothing. Each statement both asks
   * and counts, so that a hundred sign-ups at once get one mail. Rows move from older digests to newer ones: the oldest
   * is asked first.
   */
  public boolean claim(DigestTrail address, Instant now) {
    return database.write(() -> {
      int newest = digests.newest();
      DigestTrail whole = digests.renewed(address);
      boolean claimed = again(whole, now) || (!isKnown(whole) && first(whole.newest(), now));
      if (peppers.haveOneAfter(newest)) {
        throw new Raced("pepper");
      }
      return claimed;
    });
  }

  /**
   * Takes the claim of this moment back, in its transaction: no mail comes of it. What stood before stands again, but for
   * a third mail that limits nothing any more.
   */
  void giveBack(DigestTrail address, Instant claimedAt) {
    List<AddressDigest> digestsOfIt = digests.renewed(address).own();
    database.batch(
        """
        DELETE FROM doi_sending
         WHERE address_digest = ?
           AND latest_at = ?
           AND second_at IS NULL
        """,
        digestsOfIt.stream()
            .map(digest -> new Object[] {digest.bytes(), claimedAt})
            .toList());
    // MySQL assigns from left to right, so the latest column comes first.
    database.batch(
        """
        UPDATE doi_sending
           SET latest_at = second_at,
               second_at = third_at,
               third_at = NULL
         WHERE address_digest = ?
           AND latest_at = ?
           AND second_at IS NOT NULL
        """,
        digestsOfIt.stream()
            .map(digest -> new Object[] {digest.bytes(), claimedAt})
            .toList());
  }

  private boolean again(DigestTrail address, Instant now) {
    // MySQL assigns from left to right, so the oldest column comes first.
    int[] moved = database.batch(
        """
        UPDATE doi_sending
           SET third_at = second_at,
               second_at = latest_at,
               latest_at = ?
         WHERE address_digest = ?
           AND latest_at <= ?
           AND (third_at IS NULL OR third_at <= ?)
        """,
        address.own().stream()
            .map(digest ->
                new Object[] {now, digest.bytes(), now.minus(BETWEEN_TWO), now.minus(FOR_THREE)})
            .toList());
    return IntStream.of(moved).sum() > 0;
  }

  private boolean isKnown(DigestTrail address) {
    return database
        .first(
            "SELECT latest_at FROM doi_sending WHERE address_digest IN (%s)"
                .formatted(Database.marks(address.own().size())),
            row -> Columns.instant(row, "latest_at"),
            address.own().stream().map(AddressDigest::bytes).toArray())
        .isPresent();
  }

  private boolean first(AddressDigest address, Instant now) {
    try {
      return database.update(
              "INSERT INTO doi_sending (address_digest, latest_at, pepper_id) VALUES (?, ?, ?)",
              address.bytes(),
              now,
              address.pepperId())
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  /** Rows that limit nothing any more. */
  public int forget(Instant now) {
    return database.update("DELETE FROM doi_sending WHERE latest_at <= ?", now.minus(FOR_THREE));
  }

  /** When the address got such mail of late, newest first. */
  public List<Instant> list(DigestTrail address) {
    return database
        .list(
            """
            SELECT latest_at, second_at, third_at
              FROM doi_sending
             WHERE address_digest IN (%s)
            """.formatted(Database.marks(address.own().size())),
            row -> {
              List<Instant> sent = new ArrayList<>();
              for (String column : List.of("latest_at", "second_at", "third_at")) {
                Columns.optionalInstant(row, column).ifPresent(sent::add);
              }
              return sent;
            },
            address.own().stream().map(AddressDigest::bytes).toArray())
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  public int erase(DigestTrail address) {
    return IntStream.of(database.batch(
            "DELETE FROM doi_sending WHERE address_digest = ?",
            address.own().stream().map(digest -> new Object[] {digest.bytes()}).toList()))
        .sum();
  }
}
