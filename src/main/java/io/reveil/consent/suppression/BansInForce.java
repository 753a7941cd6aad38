package io.reveil.consent.suppression;

import io.reveil.consent.Slices;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.DigestTrail;
import io.reveil.key.AddressDigests;
import io.reveil.key.Peppers;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Looks up who is banned, by every pepper there is ({@code decisions/0004-peppers.md}). */
@Singleton
class BansInForce {
  private final Database database;
  private final AddressDigests digests;
  private final Peppers peppers;
  private final Clock clock;

  BansInForce(Database database, AddressDigests digests, Peppers peppers, Clock clock) {
    this.database = database;
    this.digests = digests;
    this.peppers = peppers;
    this.clock = clock;
  }

  /**
   * The bans in force, per address; addresses without one are absent. A statement per thousand digests, and one that
   * asks whether these were all.
   */
  Map<DigestTrail, Set<SuppressionReason>> list(Collection<DigestTrail> addresses) {
    return list(addresses, peppers::haveOneAfter);
  }

  /** The same as far as this node can say: whoever withdraws is not told to come back since a pepper is missing. */
  Map<DigestTrail, Set<SuppressionReason>> listHere(Collection<DigestTrail> addresses) {
    return list(addresses, peppers::haveOneHereAfter);
  }

  private Map<DigestTrail, Set<SuppressionReason>> list(
      Collection<DigestTrail> addresses, IntPredicate isIncomplete) {
    return addresses.isEmpty() ? Map.of() : complete(isIncomplete, () -> inForce(addresses));
  }

  /** What is said of all digests of an address, oldest first; asked again while there is a pepper they do not know. */
  <T> T ask(DigestTrail address, Function<List<byte[]>, T> question) {
    return ask(address, question, peppers::haveOneAfter);
  }

  /** The same as far as this node can say, as {@link #listHere}. */
  <T> T askHere(DigestTrail address, Function<List<byte[]>, T> question) {
    return ask(address, question, peppers::haveOneHereAfter);
  }

  private <T> T ask(
      DigestTrail address, Function<List<byte[]>, T> question, IntPredicate isIncomplete) {
    return complete(
        isIncomplete,
        () -> question.apply(
            digests.renewed(address).all().stream().map(AddressDigest::bytes).toList()));
  }

  private <T> T complete(IntPredicate isIncomplete, Supplier<T> lookup) {
    T found;
    int newest;
    do {
      newest = digests.newest();
      found = lookup.get();
    } while (isIncomplete.test(newest));
    return found;
  }

  /** The oldest digests are asked for first: a row that moves between two statements is met at its new place. */
  private Map<DigestTrail, Set<SuppressionReason>> inForce(Collection<DigestTrail> addresses) {
    Map<AddressDigest, Set<DigestTrail>> asked = new HashMap<>();
    for (DigestTrail address : addresses) {
      for (AddressDigest digest : digests.renewed(address).all()) {
        asked.computeIfAbsent(digest, _ -> new HashSet<>()).add(address);
      }
    }
    List<AddressDigest> oldestFirst = asked.keySet().stream()
        .sorted(Comparator.comparingInt(AddressDigest::pepperId))
        .toList();
    Instant now = clock.instant();
    Map<DigestTrail, Set<SuppressionReason>> bans = new HashMap<>();
    for (List<AddressDigest> slice : Slices.of(oldestFirst, digest -> digest)) {
      for (Row row : rows(slice)) {
        if (row.end().filter(end -> !end.isAfter(now)).isEmpty()) {
          for (DigestTrail address : asked.getOrDefault(row.digest(), Set.of())) {
            bans.computeIfAbsent(address, _ -> EnumSet.noneOf(SuppressionReason.class))
                .add(row.reason());
          }
        }
      }
    }
    return bans;
  }

  private record Row(AddressDigest digest, SuppressionReason reason, Optional<Instant> end) {}

  private List<Row> rows(List<AddressDigest> slice) {
    return database.list(
        """
        SELECT address_digest, pepper_id, reason, valid_until
          FROM suppression
         WHERE address_digest IN (%s)
        """.formatted(Database.marks(slice.size())),
        row -> new Row(
            new AddressDigest(row.getBytes("address_digest"), row.getInt("pepper_id")),
            Columns.constant(row, "reason", SuppressionReason.class),
            Columns.optionalInstant(row, "valid_until")),
        slice.stream().map(AddressDigest::bytes).toArray());
  }
}
