package io.reveil.consent.ledger;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.kernel.NoMail;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** An act that the state machine allows, with the row of the fold before and after it. */
record LedgerEntry(
    Act act,
    Step.Move move,
    CurrentConsent before,
    CurrentConsent after,
    Instant occurredAt,
    Instant recordedAt) {

  /** A time that lies ahead of ours is cut to ours: no event occurs after it was recorded (E2). */
  static LedgerEntry of(Act act, Step.Move move, CurrentConsent before, Instant now, long eventId) {
    Instant recordedAt = now.truncatedTo(ChronoUnit.MICROS);
    Instant stated = act.evidence().occurredAt().truncatedTo(ChronoUnit.MICROS);
    Instant occurredAt = stated.isAfter(recordedAt) ? recordedAt : stated;
    CurrentConsent after = after(act, move, before, occurredAt, eventId);
    return new LedgerEntry(act, move, before, after, occurredAt, recordedAt);
  }

  private static CurrentConsent after(
      Act act, Step.Move move, CurrentConsent before, Instant at, long eventId) {
    return switch (move) {
      case KEEPS -> before.kept(at, eventId);
      case TO_GRANTED -> before.granted(act.step().grade(act.key().channel()), at, eventId);
      case TO_BASIS -> before.restedOn(basis(act.evidence()), at, eventId);
      case TO_NONE ->
        before.moved(
            ConsentState.NONE,
            gap(act.evidence()).or(() -> Optional.of(NoMail.EVIDENCE_MISSING)),
            at,
            eventId);
      case TO_WITHDRAWN -> before.moved(ConsentState.WITHDRAWN, gap(act.evidence()), at, eventId);
      case TO_REFUSED -> before.moved(ConsentState.REFUSED, Optional.empty(), at, eventId);
      case ALREADY, NEVER ->
        throw new IllegalArgumentException(act.step() + " writes nothing here");
    };
  }

  /** Who left says so themselves; of what was found invalid, the person said nothing. */
  private static Optional<NoMail> gap(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Invalidated _ -> Optional.of(NoMail.INVALIDATED);
      case Evidence.BasisLeft _ -> Optional.of(NoMail.ADDRESS_LEFT);
      case Evidence _ -> Optional.empty();
    };
  }

  private static Basis basis(Evidence evidence) {
    return evidence instanceof Evidence.BasisShown shown ? shown.basis() : Basis.NONE;
  }

  ConsentKey key() {
    return act.key();
  }

  Step step() {
    return act.step();
  }

  Optional<NoticeRef> notice() {
    return Openings.notice(act.evidence());
  }

  /** Whether the act decides where consent stands, and so brings its own basis, grade, notice and date. */
  boolean settles() {
    return move != Step.Move.KEEPS;
  }

  Applied applied() {
    return new Applied.Recorded(after.eventId(), after.version(), before.state(), after.state());
  }
}
