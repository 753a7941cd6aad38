package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The append-only ledger and its fold. One writing method an act; each writes event, openings and {@code
 * current_consent} together, in the caller's transaction, ordered by the version of the fold (E1).
 */
@Singleton
public final class ConsentLedger {
  private final Database database;
  private final LedgerWriter writer;
  private final CurrentConsents fold;
  private final ConsentSubjects subjects;
  private final Purposes purposes;

  ConsentLedger(
      Database database,
      LedgerWriter writer,
      CurrentConsents fold,
      ConsentSubjects subjects,
      Purposes purposes) {
    this.database = database;
    this.writer = writer;
    this.fold = fold;
    this.subjects = subjects;
    this.purposes = purposes;
  }

  public Applied request(ConsentKey key, Evidence.Asked evidence) {
    return append(key, evidence);
  }

  public Applied recordDoiSent(ConsentKey key, Evidence.DoiMailSent evidence) {
    return append(key, evidence);
  }

  /** The grant by double opt-in: from any state, also WITHDRAWN (only the person's own act leaves it). */
  public Applied grant(ConsentKey key, Evidence.LinkConfirmed evidence) {
    return append(key, evidence);
  }

  /**
   * What an import brings, many contacts at once: consents declared, other bases shown, claims without proof, NONE →
   * GRANTED, or NONE on another basis, which leaves neither WITHDRAWN nor REFUSED (A9, A14, E1); and withdrawals that
   * people told somebody. Results in the order given.
   */
  public List<Applied> declare(List<Declaration> declarations) {
    return database.write(() -> {
      opposeAnew(declarations);
      return writer.append(declarations.stream()
          .map(declaration -> new Act(declaration.key(), declaration.evidence()))
          .toList());
    });
  }

  /** A purpose that was declared only after an opposition was lifted: it is opposed as soon as anybody speaks of it (A49). */
  private void opposeAnew(List<Declaration> declarations) {
    Map<ContactId, Objection.Opposed> oppositions = subjects.oppositions(
        declarations.stream().map(declaration -> declaration.key().contact()).toList());
    if (!oppositions.isEmpty()) {
      Map<ConsentKey, CurrentConsent> recorded = recorded(oppositions.keySet());
      List<Act> acts = new ArrayList<>();
      oppositions.forEach((contact, opposition) -> declarations.stream()
          .map(Declaration::key)
          .distinct()
          .filter(purposes.objectable(contact)::contains)
          .filter(key -> isOpen(recorded.getOrDefault(key, CurrentConsent.unrecorded(key))))
          .forEach(key -> acts.add(new Act(key, opposition))));
      writer.append(acts);
    }
  }

  private Map<ConsentKey, CurrentConsent> recorded(Collection<ContactId> contacts) {
    return fold.list(contacts).stream()
        .collect(Collectors.toMap(CurrentConsent::key, Function.identity()));
  }

  public Applied withdraw(ConsentKey key, Objection evidence) {
    return append(key, evidence);
  }

  /**
   * Withdraws every purpose on every channel that is GRANTED or that rests on another basis one can object to, or did until
   * it was found invalid.
   */
  public Map<ConsentKey, Applied> withdrawAll(ContactId contact, Objection evidence) {
    return database.write(() -> withdraw(
        fold.list(List.of(contact)).stream()
            .filter(ConsentLedger::isWithdrawable)
            .map(CurrentConsent::key)
            .toList(),
        evidence));
  }

  /**
   * Withdraws by every channel what is not named: what an opposition of the address meant, and its holder did not take
   * back. Also what was never answered, so that no later import brings it back (E1); a refusal keeps that off by itself;
   * and what is declared only later, which a mark keeps off (A49).
   */
  public Map<ConsentKey, Applied> withdrawOthers(
      ContactId contact, Collection<ConsentKey> wanted, Objection.Opposed evidence) {
    return database.write(() -> {
      subjects.oppose(contact, evidence);
      Map<ConsentKey, CurrentConsent> recorded = recorded(List.of(contact));
      Stream<ConsentKey> open = purposes.objectable(contact).stream()
          .filter(key -> isOpen(recorded.getOrDefault(key, CurrentConsent.unrecorded(key))));
      Stream<ConsentKey> standing =
          recorded.values().stream().filter(ConsentLedger::isWithdrawable).map(CurrentConsent::key);
      return withdraw(
          Stream.concat(open, standing)
              .distinct()
              .filter(key -> !wanted.contains(key))
              .toList(),
          evidence);
    });
  }

  private static boolean isWithdrawable(CurrentConsent row) {
    return row.isObjectable() || row.isInvalid();
  }

  /** Whether an import could still begin it. */
  private static boolean isOpen(CurrentConsent row) {
    return row.basis() == Basis.NONE
        && (row.state() == ConsentState.NONE || row.state() == ConsentState.EXPIRED);
  }

  private Map<ConsentKey, Applied> withdraw(List<ConsentKey> keys, Objection evidence) {
    List<Applied> results =
        writer.append(keys.stream().map(key -> new Act(key, evidence)).toList());
    Map<ConsentKey, Applied> applied = new LinkedHashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      applied.put(keys.get(i), results.get(i));
    }
    return applied;
  }

  /**
   * Ends what stands for an address that the person leaves; whether it stood until now. Where it did not, nothing may be
   * granted in its place: it was withdrawn since the change was asked for (A43).
   */
  public boolean leaveAddress(ConsentKey key, Evidence.AddressLeft evidence) {
    return append(key, evidence) instanceof Applied.Recorded;
  }

  /** The end of another basis at a change of address; whether it stood until then. */
  public boolean leaveBasis(ConsentKey key, Evidence.BasisLeft evidence) {
    return append(key, evidence) instanceof Applied.Recorded;
  }

  /** The grant that takes a withdrawal of the same visit back: from WITHDRAWN only, with evidence of its own. */
  public Applied undo(ConsentKey key, Evidence.Undone evidence) {
    return append(key, evidence);
  }

  /** The grant by a box on the page of preferences: from any state, as by a confirmation (E1). */
  public Applied tick(ConsentKey key, Evidence.BoxTicked evidence) {
    return append(key, evidence);
  }

  public Applied reconfirm(ConsentKey key, Evidence.Stayed evidence) {
    return append(key, evidence);
  }

  public Applied refuse(ConsentKey key, Evidence.NotMe evidence) {
    return append(key, evidence);
  }

  /** A box that was shown and left unticked; touches nothing that is granted. */
  public Applied refuse(ConsentKey key, Evidence.LeftUnticked evidence) {
    return append(key, evidence);
  }

  public Applied expire(ConsentKey key, Evidence.RuleApplied evidence) {
    return append(key, evidence);
  }

  /**
   * Ends a consent, or another basis, that was never valid: what was judged, and not what came since. Not allowed if
   * anything was recorded meanwhile.
   */
  public Applied invalidate(CurrentConsent judged, Evidence.Invalidated evidence) {
    return writer
        .append(List.of(new Act(judged.key(), evidence, Optional.of(judged))))
        .getFirst();
  }

  private Applied append(ConsentKey key, Evidence evidence) {
    return writer.append(List.of(new Act(key, evidence))).getFirst();
  }
}
