package io.reveil.subscription.request;

import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.kernel.AddressDigest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** How often an address may get a DOI mail, whoever types it and wherever (B26). */
@Singleton
public class DoiSendings {
  private static final Duration BETWEEN_TWO = Duration.ofHours(24);
  private static final Duration FOR_THREE = Duration.ofDays(30);

  private final Database database;

  DoiSendings(Database database) {
    this.database = database;
  }

  /**
   * Counts a mail that is about to be queued. False: the address had its share, queue nothing. One statement both asks
   * and counts, so that a hundred sign-ups at once get one mail.
   */
  public boolean claim(AddressDigest address, Instant now) {
    // MySQL assigns from left to right, so the oldest column comes first.
    int moved =
        database.update("""
        UPDATE doi_sending
           SET third_at = second_at,
               second_at = latest_at,
               latest_at = ?
         WHERE address_digest = ?
           AND latest_at <= ?
           AND (third_at IS NULL OR third_at <= ?)
        """, now, address.bytes(), now.minus(BETWEEN_TWO), now.minus(FOR_THREE));
    return moved == 1 || first(address, now);
  }

  private boolean first(AddressDigest address, Instant now) {
    try {
      return database.update(
              "INSERT INTO doi_sending (address_digest, latest_at) VALUES (?, ?)",
              address.bytes(),
              now)
          == 1;
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return false;
      }
      throw e;
    }
  }

  /** Rows that limit nothing any more. */
  int forget(Instant now) {
    return database.update("DELETE FROM doi_sending WHERE latest_at <= ?", now.minus(FOR_THREE));
  }

  int erase(AddressDigest address) {
    return database.update("DELETE FROM doi_sending WHERE address_digest = ?", address.bytes());
  }
}
