package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Appends acts to the ledger, one or thousands, with a constant number of statements. In rounds: read the fold, decide,
 * move the fold by compare-and-set, write the events of those who moved it; who lost a race is decided anew.
 */
@Singleton
class LedgerWriter {
  /** Rounds in a row that may bring nothing; each means that somebody else got a version in. */
  private static final int FRUITLESS_ROUNDS = 10;

  private final Database database;
  private final CurrentConsents fold;
  private final ConsentSubjects subjects;
  private final ConsentEvents events;
  private final Contacts contacts;
  private final Ids ids;
  private final Clock clock;

  LedgerWriter(
      Database database,
      CurrentConsents fold,
      ConsentSubjects subjects,
      ConsentEvents events,
      Contacts contacts,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.fold = fold;
    this.subjects = subjects;
    this.events = events;
    this.contacts = contacts;
    this.ids = ids;
    this.clock = clock;
  }

  /** Results in the order given. Acts on the same key are recorded in the order given, too. */
  List<Applied> append(List<Act> acts) {
    return database.write(() -> inRounds(acts));
  }

  private List<Applied> inRounds(List<Act> acts) {
    Map<Integer, Applied> results = new TreeMap<>();
    Set<ConsentKey> known = new HashSet<>();
    int fruitless = 0;
    while (results.size() < acts.size()) {
      int before = results.size();
      round(firstOfEachKey(acts, results), acts, known, results);
      fruitless = results.size() > before ? 0 : fruitless + 1;
      if (fruitless == FRUITLESS_ROUNDS) {
        throw new IllegalStateException("a consent changes faster than it can be recorded");
      }
    }
    return List.copyOf(results.values());
  }

  /** Positions of acts not yet settled, one for each key; sorted, so that all writers take locks in one order. */
  private static Collection<Integer> firstOfEachKey(List<Act> acts, Map<Integer, Applied> results) {
    Map<ConsentKey, Integer> first = new TreeMap<>(Comparator.comparing(ConsentKey::contact)
        .thenComparing(ConsentKey::channel)
        .thenComparing(key -> key.purpose().id()));
    for (int i = 0; i < acts.size(); i++) {
      if (!results.containsKey(i)) {
        first.putIfAbsent(acts.get(i).key(), i);
      }
    }
    return first.values();
  }

  /**
   * Whose row is gone since an earlier round, and who is, has been erased, and is not made anew (E9). A rebuild takes rows
   * away too, those of people who are still there: they act on nothing recorded.
   *
   * @param known what earlier rounds found recorded
   */
  private void round(
      Collection<Integer> turn,
      List<Act> acts,
      Set<ConsentKey> known,
      Map<Integer, Applied> results) {
    Map<ConsentKey, CurrentConsent> rows = new HashMap<>();
    fold.list(turn.stream().map(i -> acts.get(i).key().contact()).toList())
        .forEach(row -> rows.put(row.key(), row));
    Map<LedgerEntry, Integer> entries = new LinkedHashMap<>();
    for (int i : turn) {
      Act act = acts.get(i);
      boolean isGone = known.contains(act.key()) && !rows.containsKey(act.key());
      if (isGone && contacts.findPresent(act.key().contact()).isEmpty()) {
        results.put(i, new Applied.NotAllowed(ConsentState.NONE));
        continue;
      }
      CurrentConsent before = Optional.ofNullable(rows.get(act.key()))
          .orElseGet(() -> CurrentConsent.unrecorded(act.key()));
      Step.Move move = act.on(before);
      switch (move) {
        case ALREADY -> results.put(i, new Applied.AlreadySo(before.state()));
        case NEVER -> results.put(i, new Applied.NotAllowed(before.state()));
        case KEEPS, TO_NONE, TO_BASIS, TO_GRANTED, TO_WITHDRAWN, TO_REFUSED ->
          entries.put(LedgerEntry.of(act, move, before, clock.instant(), ids.next()), i);
      }
    }
    known.addAll(rows.keySet());
    write(entries.keySet()).forEach(entry -> results.put(entries.get(entry), entry.applied()));
  }

  /** Those that moved the fold, with their events written. */
  private Set<LedgerEntry> write(Collection<LedgerEntry> entries) {
    if (entries.isEmpty()) {
      return Set.of();
    }
    Map<ContactId, ConsentSubject> known = subjects.findOrMake(
        contacts(entries.stream()),
        contacts(entries.stream().filter(entry -> entry.before().version() == 0)));
    Set<LedgerEntry> moved = fold.move(entries);
    events.insert(new ArrayList<>(moved), known);
    return moved;
  }

  private static List<ContactId> contacts(Stream<LedgerEntry> entries) {
    return entries.map(entry -> entry.key().contact()).toList();
  }
}
