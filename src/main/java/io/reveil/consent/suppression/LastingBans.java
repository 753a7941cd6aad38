package io.reveil.consent.suppression;

import io.reveil.consent.suppression.Suppressions.Ban;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.DigestTrail;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Bans without an end of their own, which only the holder of the address ends; and which come back if that was another. */
@Singleton
public final class LastingBans {
  private final Database database;
  private final Suppressions suppressions;
  private final BansInForce inForce;

  LastingBans(Database database, Suppressions suppressions, BansInForce inForce) {
    this.database = database;
    this.suppressions = suppressions;
    this.inForce = inForce;
  }

  /** Those on this address, each with its own beginning and label; the oldest of a reason. */
  public List<Ban> list(DigestTrail address) {
    return inForce.ask(address, digests -> list(address, digests));
  }

  private List<Ban> list(DigestTrail address, List<byte[]> digests) {
    Map<SuppressionReason, Ban> bans = new TreeMap<>();
    database
        .list(
            """
            SELECT reason, source, created_at
              FROM suppression
             WHERE address_digest IN (%s)
               AND valid_until IS NULL
             ORDER BY created_at
            """.formatted(Database.marks(digests.size())),
            row -> new Ban(
                address,
                Columns.constant(row, "reason", SuppressionReason.class),
                Optional.of(Columns.instant(row, "created_at")),
                Optional.of(row.getString("source"))),
            digests.toArray())
        .forEach(ban -> bans.putIfAbsent(ban.reason(), ban));
    return List.copyOf(bans.values());
  }

  /**
   * Puts back what a confirmation lifted, as it was, in the caller's transaction. A ban that began since stands as it is. No
   * pepper is needed that this node lacks, nor is one to end a ban.
   */
  public void restore(List<Ban> lifted) {
    for (Ban ban : lifted) {
      inForce.askHere(ban.address(), digests -> lasts(ban, digests));
    }
    suppressions.addAllHere(lifted);
  }

  private int[] lasts(Ban ban, List<byte[]> digests) {
    return database.batch(
        """
        UPDATE suppression
           SET valid_until = NULL
         WHERE address_digest = ?
           AND reason = ?
           AND created_at = ?
        """,
        digests.stream()
            .map(digest -> new Object[] {digest, ban.reason(), ban.since()})
            .toList());
  }

  /** Ends a ban of which this is the label and that is not older than this. */
  public void remove(
      DigestTrail address, SuppressionReason reason, String source, Instant notBefore) {
    inForce.askHere(
        address,
        digests -> database.batch(
            """
            DELETE FROM suppression
             WHERE address_digest = ?
               AND reason = ?
               AND source = ?
               AND created_at >= ?
            """,
            digests.stream()
                .map(digest -> new Object[] {digest, reason, source, notBefore})
                .toList()));
  }
}
