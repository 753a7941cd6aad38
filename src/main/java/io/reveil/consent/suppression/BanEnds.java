package io.reveil.consent.suppression;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.DigestTrail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How bans end: by the person, who confirms a request, or by themselves (A49). */
@Singleton
class BanEnds {
  private final Database database;
  private final BansInForce inForce;
  private final Clock clock;

  BanEnds(Database database, BansInForce inForce, Clock clock) {
    this.database = database;
    this.inForce = inForce;
    this.clock = clock;
  }

  /**
   * What a confirmed request of the person lifts: OBJECTION, BOUNCE, NOT_ME, and COMPLAINT after 180 days. A younger one
   * ends by itself when it is as old, since the person has confirmed.
   */
  void lift(DigestTrail address) {
    Instant now = clock.instant();
    inForce.ask(address, digests -> {
      delete(digests, now);
      return end(digests, listFirm(digests));
    });
  }

  private void delete(List<byte[]> address, Instant now) {
    List<Object[]> bans = new ArrayList<>();
    for (byte[] digest : address) {
      for (SuppressionReason reason : SuppressionReason.values()) {
        bans.add(new Object[] {digest, reason, now.minus(reason.firmFor())});
      }
    }
    database.batch("""
        DELETE FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND created_at <= ?
        """, bans);
  }

  /** Since when each complaint stands that is too young to be lifted. */
  private List<Instant> listFirm(List<byte[]> address) {
    List<Object> values = new ArrayList<>(address);
    values.add(SuppressionReason.COMPLAINT);
    return database.list(
        """
        SELECT created_at
          FROM suppression
         WHERE address_digest IN (%s)
           AND reason = ?
           AND valid_until IS NULL
        """.formatted(Database.marks(address.size())),
        row -> Columns.instant(row, "created_at"),
        values.toArray());
  }

  /** Under whichever digest it stands by now: rows move from older ones to newer ones. */
  private int[] end(List<byte[]> address, List<Instant> complaints) {
    List<Object[]> bans = new ArrayList<>();
    for (byte[] digest : address) {
      for (Instant since : complaints) {
        Instant end = since.plus(SuppressionReason.COMPLAINT.firmFor());
        bans.add(new Object[] {end, digest, SuppressionReason.COMPLAINT, since});
      }
    }
    return database.batch("""
        UPDATE suppression
           SET valid_until = ?
         WHERE address_digest = ?
           AND reason = ?
           AND created_at = ?
           AND valid_until IS NULL
        """, bans);
  }

  /** Removes bans whose term is over, a bounded number at once; true if there may be more. */
  boolean removeEnded() {
    Instant now = clock.instant();
    List<Object[]> ended = database.list(
        """
        SELECT address_digest, reason
          FROM suppression
         WHERE valid_until <= ?
         ORDER BY address_digest, reason
         LIMIT 1000
        """,
        row -> new Object[] {row.getBytes("address_digest"), row.getString("reason"), now},
        now);
    deleteEnded(ended);
    return ended.size() == 1_000;
  }

  /** @param bans digest, reason and now, of each */
  void deleteEnded(List<Object[]> bans) {
    database.batch("""
        DELETE FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND valid_until <= ?
        """, bans);
  }
}
