package io.reveil.consent.suppression;

import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Bans on addresses, by digest (A49). Rights, breach and DOI mail asked for by the person pass all but NOT_ME. */
@Singleton
public final class Suppressions {
  /** Later than any end. */
  private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

  private final Database database;
  private final BansInForce inForce;
  private final BanEnds ends;
  private final Clock clock;

  Suppressions(Database database, BansInForce inForce, BanEnds ends, Clock clock) {
    this.database = database;
    this.inForce = inForce;
    this.ends = ends;
    this.clock = clock;
  }

  /**
   * Adds a ban; a repetition changes nothing, but a ban that has ended begins anew, and so does one that only a
   * confirmation gave an end. It needs no pepper that this node lacks. Rows move from older digests to newer ones, so each
   * statement goes through them in this order.
   */
  public void add(DigestTrail address, SuppressionReason reason, String source) {
    Instant now = clock.instant();
    Optional<Instant> until = reason.term().map(now::plus);
    Instant endsBy = until.isPresent() ? now : NEVER;
    int[] renewed = database.batch(
        """
        UPDATE suppression
           SET source = ?,
               created_at = ?,
               valid_until = ?
         WHERE address_digest = ?
           AND reason = ?
           AND valid_until <= ?
        """,
        address.own().stream()
            .map(digest -> new Object[] {source, now, until, digest.bytes(), reason, endsBy})
            .toList());
    if (IntStream.of(renewed).sum() == 0) {
      insert(
          address,
          reason,
          standing(bytes(address), reason).orElse(new Standing(now, source, until)),
          until);
    }
  }

  /** Written even if a row of an older pepper stands: somebody may be lifting that one just now. */
  private void insert(
      DigestTrail address, SuppressionReason reason, Standing ban, Optional<Instant> until) {
    try {
      database.update(
          """
          INSERT INTO suppression (address_digest, reason, pepper_id, source, created_at, valid_until)
          VALUES (?, ?, ?, ?, ?, ?)
          """,
          address.newest().bytes(),
          reason,
          address.newest().pepperId(),
          ban.source(),
          ban.since(),
          until);
    } catch (DatabaseException e) {
      if (!e.isDuplicate()) {
        throw e;
      }
    }
  }

  /**
   * Since when a ban on this address is in force, as far as this node can say: whoever leaves is not told to come back
   * since a pepper is missing.
   */
  public Optional<Instant> since(DigestTrail address, SuppressionReason reason) {
    return standing(bytes(address), reason).map(Standing::since);
  }

  /** What opposes all marketing to this address, and what its holder has not taken back; empty if nothing is in force. */
  public Optional<Standing> opposition(DigestTrail address) {
    return inForce.ask(address, this::opposing);
  }

  /** The same as far as this node can say, as {@link #since}. */
  public Optional<Standing> oppositionHere(DigestTrail address) {
    return inForce.askHere(address, this::opposing);
  }

  private Optional<Standing> opposing(List<byte[]> address) {
    return standing(address, SuppressionReason.OBJECTION)
        .or(() -> standing(address, SuppressionReason.COMPLAINT)
            .filter(complaint -> complaint.until().isEmpty()));
  }

  /**
   * Until when a complaint keeps all mail from an address whose holder has confirmed since, as far as this node can say;
   * empty if none does.
   */
  public Optional<Instant> silentUntil(DigestTrail address) {
    return inForce.askHere(
        address,
        digests -> standing(digests, SuppressionReason.COMPLAINT).flatMap(Standing::until));
  }

  /**
   * A ban in force.
   *
   * @param source its label
   * @param until when it ends by itself
   */
  public record Standing(Instant since, String source, Optional<Instant> until) {}

  private Optional<Standing> standing(List<byte[]> address, SuppressionReason reason) {
    List<Object> values = new ArrayList<>(address);
    values.add(reason);
    values.add(clock.instant());
    return database.first(
        """
        SELECT created_at, source, valid_until
          FROM suppression
         WHERE address_digest IN (%s)
           AND reason = ?
           AND (valid_until IS NULL OR valid_until > ?)
         ORDER BY created_at
         LIMIT 1
        """.formatted(Database.marks(address.size())),
        row -> new Standing(
            Columns.instant(row, "created_at"),
            row.getString("source"),
            Columns.optionalInstant(row, "valid_until")),
        values.toArray());
  }

  private static List<byte[]> bytes(DigestTrail address) {
    return address.all().stream().map(AddressDigest::bytes).toList();
  }

  /**
   * A ban to be: an address and why.
   *
   * @param since when it began, where that is known from elsewhere
   * @param source its own label, where it has one beside that of its list
   */
  public record Ban(
      DigestTrail address,
      SuppressionReason reason,
      Optional<Instant> since,
      Optional<String> source) {
    /** One order for all writers, so that they wait for each other and never cross. What is equal in it is one ban. */
    private static final Comparator<Ban> ORDER = Comparator.comparing(
            (Ban ban) -> ban.address().newest().bytes(), Arrays::compareUnsigned)
        .thenComparing(ban -> ban.reason().name());

    public Ban(DigestTrail address, SuppressionReason reason) {
      this(address, reason, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Adds bans without an end, in the caller's transaction; which were new, in the order given. A ban that stands stays
   * as it is, so that a list may come in twice.
   */
  public List<Boolean> addAll(List<Ban> bans, String source) {
    return addAll(bans, source, list(bans.stream().map(Ban::address).toList()));
  }

  /** The same with labels of their own, and needing no pepper that this node lacks. */
  void addAllHere(List<Ban> bans) {
    addAll(bans, "", inForce.listHere(bans.stream().map(Ban::address).toList()));
  }

  private List<Boolean> addAll(
      List<Ban> bans, String source, Map<DigestTrail, Set<SuppressionReason>> standing) {
    Set<Ban> seen = new TreeSet<>(Ban.ORDER);
    List<Boolean> added = bans.stream()
        .map(ban ->
            !standing.getOrDefault(ban.address(), Set.of()).contains(ban.reason()) && seen.add(ban))
        .toList();
    Instant now = clock.instant();
    ends.deleteEnded(seen.stream()
        .map(ban -> new Object[] {ban.address().newest().bytes(), ban.reason(), now})
        .toList());
    try {
      database.batch(
          """
          INSERT INTO suppression (address_digest, reason, pepper_id, source, created_at, valid_until)
          VALUES (?, ?, ?, ?, ?, NULL)
          """,
          seen.stream()
              .map(ban -> new Object[] {
                ban.address().newest().bytes(),
                ban.reason(),
                ban.address().newest().pepperId(),
                ban.source().orElse(source),
                ban.since().orElse(now)
              })
              .toList());
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("suppression") : e;
    }
    return added;
  }

  /** Those that must get no marketing and that no import may bring back: OBJECTION, COMPLAINT. One statement. */
  public Set<DigestTrail> opposed(Collection<DigestTrail> addresses) {
    Set<DigestTrail> opposed = new HashSet<>();
    list(addresses).forEach((address, reasons) -> {
      if (reasons.contains(SuppressionReason.OBJECTION)
          || reasons.contains(SuppressionReason.COMPLAINT)) {
        opposed.add(address);
      }
    });
    return opposed;
  }

  /** Whether DOI mail to this address is blocked (NOT_ME within its 180 days). */
  public boolean blocksDoi(DigestTrail address) {
    return list(List.of(address))
        .getOrDefault(address, Set.of())
        .contains(SuppressionReason.NOT_ME);
  }

  /** What a confirmed request of the person lifts, as {@link BanEnds#lift} has it. */
  public void lift(DigestTrail address) {
    ends.lift(address);
  }

  /** How far a walk over all bans has come: rows move to newer peppers only, so it meets each. */
  record Place(AddressDigest digest, String reason) {
    static final Place START = new Place(new AddressDigest(new byte[AddressDigest.LENGTH], 0), "");

    static Place of(StoredBan ban) {
      return new Place(ban.digest(), ban.reason());
    }
  }

  /** The bans that only the person ends, in the order of their places, a page at a time. */
  List<StoredBan> listAfter(Place place) {
    return database.list(
        """
        SELECT address_digest, pepper_id, reason, source, created_at, valid_until
          FROM suppression
         WHERE valid_until IS NULL
           AND (pepper_id > ?
                OR (pepper_id = ?
                    AND (address_digest > ? OR (address_digest = ? AND reason > ?))))
         ORDER BY pepper_id, address_digest, reason
         LIMIT 1000
        """,
        StoredBan::read,
        place.digest().pepperId(),
        place.digest().pepperId(),
        place.digest().bytes(),
        place.digest().bytes(),
        place.reason());
  }

  /** The bans in force, per address; addresses without one are absent. */
  public Map<DigestTrail, Set<SuppressionReason>> list(Collection<DigestTrail> addresses) {
    return inForce.list(addresses);
  }
}
