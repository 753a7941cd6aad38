package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.job.Database;
import io.reveil.job.Ids;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
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
  private final Ids ids;
  private final Clock clock;

  LedgerWriter(
      Database database,
      CurrentConsents fold,
      ConsentSubjects subjects,
      ConsentEvents events,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.fold = fold;
    this.subjects = subjects;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /** Results in the order given. Acts on the same key are recorded in the order given, too. */
  List<Applied> append(List<Act> acts) {
    return database.write(() -> inRounds(acts));
  }

  private List<Applied> inRounds(List<Act> acts) {
    Map<Integer, Applied> results = new TreeMap<>();
    int fruitless = 0;
    while (results.size() < acts.size()) {
      int before = results.size();
      round(firstOfEachKey(acts, results), acts, results);
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

  private void round(Collection<Integer> turn, List<Act> acts, Map<Integer, Applied> results) {
    Map<ConsentKey, CurrentConsent> rows = new HashMap<>();
    fold.list(turn.stream().map(i -> acts.get(i).key().contact()).toList())
        .forEach(row -> rows.put(row.key(), row));
    Map<LedgerEntry, Integer> entries = new LinkedHashMap<>();
    for (int i : turn) {
      Act act = acts.get(i);
      CurrentConsent before = Optional.ofNullable(rows.get(act.key()))
          .orElseGet(() -> CurrentConsent.unrecorded(act.key()));
      switch (move(act, before)) {
        case ALREADY -> results.put(i, new Applied.AlreadySo(before.state()));
        case NEVER -> results.put(i, new Applied.NotAllowed(before.state()));
        case KEEPS, TO_NONE, TO_BASIS, TO_GRANTED, TO_WITHDRAWN, TO_REFUSED ->
          entries.put(entry(act, before), i);
      }
    }
    write(entries.keySet()).forEach(entry -> results.put(entries.get(entry), entry.applied()));
  }

  private static Step.Move move(Act act, CurrentConsent before) {
    if (act.isOvertaken(before) || isGivenSince(act.evidence(), before)) {
      return Step.Move.NEVER;
    }
    return isAgain(act.evidence(), before)
        ? Step.Move.ALREADY
        : Step.of(act.evidence()).from(before);
  }

  /** What was found invalid at a moment is nothing that the person gave after it (E1). */
  private static boolean isGivenSince(Evidence evidence, CurrentConsent before) {
    return evidence instanceof Evidence.Invalidated && before.isGivenAfter(evidence.occurredAt());
  }

  private static boolean isAgain(Evidence evidence, CurrentConsent before) {
    boolean claimed = evidence instanceof Evidence.ClaimWithoutProof
        && before.gap().equals(Optional.of(NoMail.EVIDENCE_MISSING));
    boolean shown =
        evidence instanceof Evidence.BasisShown other && before.basis() == other.basis();
    boolean lost = evidence instanceof Evidence.BasisLost gone && before.basis() != gone.basis();
    return claimed || shown || lost;
  }

  /** A time that lies ahead of ours is cut to ours: no event occurs after it was recorded (E2). */
  private LedgerEntry entry(Act act, CurrentConsent before) {
    Instant recordedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Instant stated = act.evidence().occurredAt().truncatedTo(ChronoUnit.MICROS);
    Instant occurredAt = stated.isAfter(recordedAt) ? recordedAt : stated;
    CurrentConsent after = switch (move(act, before)) {
      case TO_GRANTED -> before.granted(grade(act), occurredAt, ids.next());
      case TO_NONE ->
        before.moved(
            ConsentState.NONE,
            gap(act.evidence()).or(() -> Optional.of(NoMail.EVIDENCE_MISSING)),
            occurredAt,
            ids.next());
      case TO_BASIS -> before.restedOn(basis(act.evidence()), occurredAt, ids.next());
      case TO_WITHDRAWN ->
        before.moved(ConsentState.WITHDRAWN, gap(act.evidence()), occurredAt, ids.next());
      case TO_REFUSED ->
        before.moved(ConsentState.REFUSED, Optional.empty(), occurredAt, ids.next());
      case KEEPS, ALREADY, NEVER -> before.kept(occurredAt, ids.next());
    };
    return new LedgerEntry(act, before, after, occurredAt, recordedAt);
  }

  /** Who left says so themselves; of what was found invalid, the person said nothing. */
  private static Optional<NoMail> gap(Evidence evidence) {
    return evidence instanceof Evidence.Invalidated
        ? Optional.of(NoMail.INVALIDATED)
        : Optional.empty();
  }

  private static Basis basis(Evidence evidence) {
    return evidence instanceof Evidence.BasisShown shown ? shown.basis() : Basis.NONE;
  }

  private static Grade grade(Act act) {
    return switch (act.evidence()) {
      case Evidence.Declared _ -> Grade.DECLARED;
      case Evidence.Undone _, Evidence.BoxTicked _ -> Grade.PAGE;
      case Evidence.LinkConfirmed _ ->
        act.key().channel() == Channel.EMAIL ? Grade.DOI : Grade.PAGE;
      case Evidence.Asked _,
          Evidence.DoiMailSent _,
          Evidence.BasisShown _,
          Evidence.ClaimWithoutProof _,
          Evidence.BasisLost _,
          Objection _,
          Evidence.Stayed _,
          Evidence.NotMe _,
          Evidence.LeftUnticked _,
          Evidence.AddressLeft _,
          Evidence.RuleApplied _,
          Evidence.Invalidated _ ->
        throw new IllegalArgumentException(
            act.evidence().getClass().getSimpleName() + " grants nothing");
    };
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
