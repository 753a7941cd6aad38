package io.reveil.consent.ledger;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.wording.NoticeRef;
import java.time.Instant;
import java.util.Optional;

/** An act that the state machine allows, with the row of the fold before and after it. */
record LedgerEntry(
    Act act, CurrentConsent before, CurrentConsent after, Instant occurredAt, Instant recordedAt) {

  ConsentKey key() {
    return act.key();
  }

  Step step() {
    return Step.of(act.evidence());
  }

  Optional<NoticeRef> notice() {
    return Openings.notice(act.evidence());
  }

  /** Whether the act decides where consent stands, and so brings its own basis, grade, notice and date. */
  boolean settles() {
    return step().from(before) != Step.Move.KEEPS;
  }

  Applied applied() {
    return new Applied.Recorded(after.eventId(), after.version(), before.state(), after.state());
  }
}
