package io.reveil.consent.suppression;

import io.reveil.consent.Slices;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.AddressDigest;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bans on addresses, by digest (A49). Rights, breach and DOI mail asked for by the person pass all but NOT_ME. */
@Singleton
public final class Suppressions {
  private final Database database;
  private final Clock clock;

  Suppressions(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Adds a ban; a repetition changes nothing, but a ban that has ended begins anew. */
  public void add(AddressDigest address, SuppressionReason reason, String source) {
    Instant now = clock.instant();
    Object until = reason.term().map(now::plus);
    int renewed = database.update("""
        UPDATE suppression
           SET source = ?,
               created_at = ?,
               valid_until = ?
         WHERE address_digest = ?
           AND reason = ?
           AND valid_until <= ?
        """, source, now, until, address.bytes(), reason, now);
    if (renewed > 0) {
      return;
    }
    try {
      database.update("""
          INSERT INTO suppression (address_digest, reason, pepper_id, source, created_at, valid_until)
          VALUES (?, ?, ?, ?, ?, ?)
          """, address.bytes(), reason, address.pepperId(), source, now, until);
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  /** Since when a ban on this address is in force; empty if it is not. */
  public Optional<Instant> since(AddressDigest address, SuppressionReason reason) {
    return database.first(
        """
        SELECT created_at
          FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND (valid_until IS NULL OR valid_until > ?)
        """, row -> Columns.instant(row, "created_at"), address.bytes(), reason, clock.instant());
  }

  /** A ban to be: an address and why. */
  public record Ban(AddressDigest address, SuppressionReason reason) {
    /** One order for all writers, so that they wait for each other and never cross. */
    private static final Comparator<Ban> ORDER = Comparator.comparing(
            (Ban ban) -> ban.address().bytes(), Arrays::compareUnsigned)
        .thenComparing(ban -> ban.reason().name());
  }

  /**
   * Adds bans without an end, in the caller's transaction; which were new, in the order given. A ban that stands stays
   * as it is, so that a list may come in twice.
   */
  public List<Boolean> addAll(List<Ban> bans, String source) {
    Map<AddressDigest, Set<SuppressionReason>> standing =
        list(bans.stream().map(Ban::address).toList());
    Set<Ban> seen = new HashSet<>();
    List<Boolean> added = bans.stream()
        .map(ban ->
            !standing.getOrDefault(ban.address(), Set.of()).contains(ban.reason()) && seen.add(ban))
        .toList();
    Instant now = clock.instant();
    try {
      database.batch(
          """
          INSERT INTO suppression (address_digest, reason, pepper_id, source, created_at, valid_until)
          VALUES (?, ?, ?, ?, ?, NULL)
          """,
          seen.stream()
              .sorted(Ban.ORDER)
              .map(ban -> new Object[] {
                ban.address().bytes(), ban.reason(), ban.address().pepperId(), source, now
              })
              .toList());
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("suppression") : e;
    }
    return added;
  }

  /** Those that must get no marketing and that no import may bring back: OBJECTION, COMPLAINT. One statement. */
  public Set<AddressDigest> opposed(Collection<AddressDigest> addresses) {
    Set<AddressDigest> opposed = new HashSet<>();
    list(addresses).forEach((address, reasons) -> {
      if (reasons.contains(SuppressionReason.OBJECTION)
          || reasons.contains(SuppressionReason.COMPLAINT)) {
        opposed.add(address);
      }
    });
    return opposed;
  }

  /** Whether DOI mail to this address is blocked (NOT_ME within its 180 days). */
  public boolean blocksDoi(AddressDigest address) {
    return list(List.of(address))
        .getOrDefault(address, Set.of())
        .contains(SuppressionReason.NOT_ME);
  }

  /** What a confirmed request of the person lifts: OBJECTION, BOUNCE, NOT_ME, and COMPLAINT after 180 days. */
  public void lift(AddressDigest address) {
    Instant now = clock.instant();
    database.batch(
        """
        DELETE FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND created_at <= ?
        """,
        EnumSet.allOf(SuppressionReason.class).stream()
            .map(reason -> new Object[] {address.bytes(), reason, now.minus(reason.firmFor())})
            .toList());
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
    database.batch("""
        DELETE FROM suppression
         WHERE address_digest = ?
           AND reason = ?
           AND valid_until <= ?
        """, ended);
    return ended.size() == 1_000;
  }

  /** The bans in force, per address; addresses without one are absent. A statement per thousand addresses. */
  public Map<AddressDigest, Set<SuppressionReason>> list(Collection<AddressDigest> addresses) {
    Map<ByteBuffer, AddressDigest> asked = new HashMap<>();
    addresses.forEach(address -> asked.put(ByteBuffer.wrap(address.bytes()), address));
    Instant now = clock.instant();
    Map<AddressDigest, Set<SuppressionReason>> bans = new HashMap<>();
    for (List<ByteBuffer> slice : Slices.of(asked.keySet(), key -> key)) {
      database.list(
          """
          SELECT address_digest, reason, valid_until
            FROM suppression
           WHERE address_digest IN (%s)
          """.formatted(Database.marks(slice.size())),
          row -> {
            AddressDigest address = asked.get(ByteBuffer.wrap(row.getBytes("address_digest")));
            boolean over = Columns.optionalInstant(row, "valid_until")
                .filter(end -> !end.isAfter(now))
                .isPresent();
            return !over
                && address != null
                && bans.computeIfAbsent(address, _ -> EnumSet.noneOf(SuppressionReason.class))
                    .add(Columns.constant(row, "reason", SuppressionReason.class));
          },
          slice.stream().map(ByteBuffer::array).toArray());
    }
    return bans;
  }
}
