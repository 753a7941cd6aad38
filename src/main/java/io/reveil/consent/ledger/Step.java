package io.reveil.consent.ledger;

import static io.reveil.consent.ledger.Step.Move.ALREADY;
import static io.reveil.consent.ledger.Step.Move.KEEPS;
import static io.reveil.consent.ledger.Step.Move.NEVER;
import static io.reveil.consent.ledger.Step.Move.TO_BASIS;
import static io.reveil.consent.ledger.Step.Move.TO_GRANTED;
import static io.reveil.consent.ledger.Step.Move.TO_NONE;
import static io.reveil.consent.ledger.Step.Move.TO_REFUSED;
import static io.reveil.consent.ledger.Step.Move.TO_WITHDRAWN;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.kernel.Channel;

/**
 * The table of {@link ConsentAct}, a row a constant, its columns in the same order: NONE, NONE that rests on another
 * basis, and the other states (E5, A9).
 */
enum Step {
  REQUEST(ConsentAct.REQUESTED, KEEPS, KEEPS, KEEPS, KEEPS, KEEPS, KEEPS),
  SEND_DOI(ConsentAct.DOI_SENT, KEEPS, KEEPS, KEEPS, KEEPS, KEEPS, KEEPS),
  CONFIRM(
      ConsentAct.GRANTED, TO_GRANTED, TO_GRANTED, TO_GRANTED, TO_GRANTED, TO_GRANTED, TO_GRANTED),
  DECLARE(ConsentAct.GRANTED, TO_GRANTED, TO_GRANTED, ALREADY, NEVER, NEVER, TO_GRANTED),
  UNDO(ConsentAct.GRANTED, NEVER, NEVER, ALREADY, TO_GRANTED, NEVER, NEVER),
  TICK(ConsentAct.GRANTED, TO_GRANTED, TO_GRANTED, ALREADY, TO_GRANTED, TO_GRANTED, TO_GRANTED),
  SHOW_BASIS(ConsentAct.BASIS_SET, TO_BASIS, TO_BASIS, ALREADY, NEVER, NEVER, TO_BASIS),
  CLAIM(ConsentAct.BASIS_SET, TO_NONE, ALREADY, ALREADY, NEVER, NEVER, TO_NONE),
  LOSE_BASIS(ConsentAct.BASIS_SET, ALREADY, TO_NONE, ALREADY, ALREADY, ALREADY, ALREADY),
  STAY(ConsentAct.RECONFIRMED, NEVER, KEEPS, KEEPS, NEVER, NEVER, NEVER),
  WITHDRAW(
      ConsentAct.WITHDRAWN,
      TO_WITHDRAWN,
      TO_WITHDRAWN,
      TO_WITHDRAWN,
      ALREADY,
      TO_WITHDRAWN,
      TO_WITHDRAWN),
  LEAVE_ADDRESS(ConsentAct.WITHDRAWN, NEVER, TO_WITHDRAWN, TO_WITHDRAWN, ALREADY, NEVER, NEVER),
  REFUSE(ConsentAct.REFUSED, TO_REFUSED, NEVER, NEVER, NEVER, ALREADY, TO_REFUSED),
  LEAVE_UNTICKED(
      ConsentAct.REFUSED, TO_REFUSED, NEVER, NEVER, TO_WITHDRAWN, TO_REFUSED, TO_REFUSED),
  EXPIRE(ConsentAct.EXPIRED, KEEPS, KEEPS, NEVER, NEVER, NEVER, ALREADY),
  INVALIDATE(ConsentAct.INVALIDATED, NEVER, TO_NONE, TO_WITHDRAWN, ALREADY, NEVER, NEVER);

  /** What an act does to a state. */
  enum Move {
    KEEPS,
    TO_NONE,
    /** To NONE, resting on the basis that the evidence shows. */
    TO_BASIS,
    TO_GRANTED,
    TO_WITHDRAWN,
    TO_REFUSED,
    ALREADY,
    NEVER
  }

  private final ConsentAct act;
  private final Move fromNone;
  private final Move fromOtherBasis;
  private final Move fromGranted;
  private final Move fromWithdrawn;
  private final Move fromRefused;
  private final Move fromExpired;

  Step(
      ConsentAct act,
      Move fromNone,
      Move fromOtherBasis,
      Move fromGranted,
      Move fromWithdrawn,
      Move fromRefused,
      Move fromExpired) {
    this.act = act;
    this.fromNone = fromNone;
    this.fromOtherBasis = fromOtherBasis;
    this.fromGranted = fromGranted;
    this.fromWithdrawn = fromWithdrawn;
    this.fromRefused = fromRefused;
    this.fromExpired = fromExpired;
  }

  static Step of(Evidence evidence) {
    return switch (evidence) {
      case Evidence.Asked _ -> REQUEST;
      case Evidence.DoiMailSent _ -> SEND_DOI;
      case Evidence.LinkConfirmed _ -> CONFIRM;
      case Evidence.Declared _ -> DECLARE;
      case Evidence.Undone _ -> UNDO;
      case Evidence.BasisShown _ -> SHOW_BASIS;
      case Evidence.BoxTicked _ -> TICK;
      case Evidence.ClaimWithoutProof _ -> CLAIM;
      case Evidence.BasisLost _, Evidence.BasisLeft _ -> LOSE_BASIS;
      case Evidence.Stayed _ -> STAY;
      case Objection _ -> WITHDRAW;
      case Evidence.NotMe _ -> REFUSE;
      case Evidence.LeftUnticked _ -> LEAVE_UNTICKED;
      case Evidence.AddressLeft _ -> LEAVE_ADDRESS;
      case Evidence.RuleApplied _ -> EXPIRE;
      case Evidence.Invalidated _ -> INVALIDATE;
    };
  }

  ConsentAct act() {
    return act;
  }

  /** How good the evidence of a grant is. A link in a mail proves whose the mailbox is, and nothing of a telephone. */
  Grade grade(Channel channel) {
    return switch (this) {
      case CONFIRM -> channel == Channel.EMAIL ? Grade.DOI : Grade.PAGE;
      case UNDO, TICK -> Grade.PAGE;
      case DECLARE -> Grade.DECLARED;
      case REQUEST,
          SEND_DOI,
          SHOW_BASIS,
          CLAIM,
          LOSE_BASIS,
          STAY,
          WITHDRAW,
          LEAVE_ADDRESS,
          REFUSE,
          LEAVE_UNTICKED,
          EXPIRE,
          INVALIDATE -> throw new IllegalStateException(this + " grants nothing");
    };
  }

  Move from(CurrentConsent before) {
    return before.isInvalid() ? fromInvalid(before) : from(before.state(), before.basis());
  }

  /** Wherever what was invalidated stands now, the person may leave it, and it ends but once. */
  private Move fromInvalid(CurrentConsent before) {
    return switch (this) {
      case WITHDRAW -> TO_WITHDRAWN;
      case INVALIDATE -> ALREADY;
      case REQUEST,
          SEND_DOI,
          CONFIRM,
          DECLARE,
          UNDO,
          TICK,
          SHOW_BASIS,
          CLAIM,
          LOSE_BASIS,
          STAY,
          LEAVE_ADDRESS,
          REFUSE,
          LEAVE_UNTICKED,
          EXPIRE -> from(before.state(), before.basis());
    };
  }

  Move from(ConsentState state, Basis basis) {
    return switch (state) {
      case NONE -> basis == Basis.NONE ? fromNone : fromOtherBasis;
      case GRANTED -> fromGranted;
      case WITHDRAWN -> fromWithdrawn;
      case REFUSED -> fromRefused;
      case EXPIRED -> fromExpired;
    };
  }
}
