package io.reveil.consent.rebuild;

import io.reveil.consent.history.FoldKey;
import io.reveil.consent.history.FoldRow;
import io.reveil.job.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the ledger anew beside {@code current_consent}, a stretch at a time and in the order of contacts, while people
 * act. Only events that are as Réveil wrote them count: at the first other one it stops. What does not fit is read once more by itself, and mended only as long as nobody moved it (E1).
 */
@Singleton
class Rebuild {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
  private static final int PAGE = 500;
  private static final int PAGES = 20;

  private final Database database;
  private final FoldRows rows;

  Rebuild(Database database, FoldRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /**
   * What one stretch found.
   *
   * @param differed the rows that were not what the ledger says
   * @param next where to go on; empty at the end
   */
  record Stretch(long compared, List<FoldKey> differed, Optional<Long> next) {}

  /** The contacts after one, some thousands. */
  Stretch run(long after, boolean mend) {
    Stretch stretch = compare(after, mend);
    if (!stretch.differed().isEmpty()) {
      LOG.warn(
          "{} rows of current_consent were not what the ledger says, the first of {}",
          stretch.differed().size(),
          stretch.differed().getFirst());
    }
    return stretch;
  }

  private Stretch compare(long after, boolean mend) {
    long compared = 0;
    List<FoldKey> differed = new ArrayList<>();
    long at = after;
    for (int page = 0; page < PAGES; page++) {
      SortedSet<Long> contacts = rows.contactsAfter(at, PAGE);
      if (contacts.isEmpty()) {
        return new Stretch(compared, differed, Optional.empty());
      }
      // The fold before the events: what moves in between has more events than its row, never
      // fewer.
      Map<FoldKey, FoldRow> stored = rows.stored(contacts);
      Map<FoldKey, FoldRow> folded = rows.folded(contacts);
      compared += both(stored, folded).size();
      differences(stored, folded).stream()
          .map(FoldKey::contact)
          .distinct()
          .sorted()
          .forEach(contact -> differed.addAll(settled(contact, mend)));
      at = contacts.last();
    }
    return new Stretch(compared, differed, Optional.of(at));
  }

  /** Again as long as others move the rows between our reading and our writing: each time they got on. */
  private Set<FoldKey> settled(long contact, boolean mend) {
    Set<FoldKey> differed = new HashSet<>();
    boolean moved = true;
    while (moved) {
      Settling settling = database.write(() -> settle(contact, mend));
      differed.addAll(settling.differed());
      moved = settling.moved();
    }
    return differed;
  }

  private record Settling(Set<FoldKey> differed, boolean moved) {}

  private Settling settle(long contact, boolean mend) {
    Map<FoldKey, FoldRow> stored = rows.stored(List.of(contact));
    Map<FoldKey, FoldRow> folded = rows.folded(List.of(contact));
    Set<FoldKey> differing = differences(stored, folded);
    Set<FoldKey> unmoved = mend
        ? mended(differing, stored, folded)
        : unmoved(differing, stored, rows.stored(List.of(contact)));
    return new Settling(unmoved, unmoved.size() < differing.size());
  }

  private Set<FoldKey> mended(
      Collection<FoldKey> keys, Map<FoldKey, FoldRow> stored, Map<FoldKey, FoldRow> folded) {
    Set<FoldKey> mended = new HashSet<>(keys);
    mended.removeIf(
        key -> !mend(Optional.ofNullable(stored.get(key)), Optional.ofNullable(folded.get(key))));
    return mended;
  }

  private boolean mend(Optional<FoldRow> stored, Optional<FoldRow> folded) {
    return stored
        .map(wrong ->
            folded.map(right -> rows.replace(wrong, right)).orElseGet(() -> rows.delete(wrong)))
        .orElseGet(() -> folded.map(rows::insert).orElse(true));
  }

  private static Set<FoldKey> unmoved(
      Collection<FoldKey> keys, Map<FoldKey, FoldRow> before, Map<FoldKey, FoldRow> after) {
    Set<FoldKey> unmoved = new HashSet<>(keys);
    unmoved.removeIf(key -> !Objects.equals(before.get(key), after.get(key)));
    return unmoved;
  }

  private static Set<FoldKey> differences(
      Map<FoldKey, FoldRow> stored, Map<FoldKey, FoldRow> folded) {
    Set<FoldKey> differences = both(stored, folded);
    differences.removeIf(key -> Objects.equals(stored.get(key), folded.get(key)));
    return differences;
  }

  private static Set<FoldKey> both(Map<FoldKey, FoldRow> stored, Map<FoldKey, FoldRow> folded) {
    Set<FoldKey> both = new HashSet<>(stored.keySet());
    both.addAll(folded.keySet());
    return both;
  }
}
