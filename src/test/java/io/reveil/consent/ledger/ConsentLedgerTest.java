package io.reveil.consent.ledger;

import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.claim;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.declared;
import static io.reveil.consent.ledger.Ledgers.doiSent;
import static io.reveil.consent.ledger.Ledgers.expired;
import static io.reveil.consent.ledger.Ledgers.invalidated;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.notMe;
import static io.reveil.consent.ledger.Ledgers.posted;
import static io.reveil.consent.ledger.Ledgers.sold;
import static io.reveil.consent.ledger.Ledgers.stayed;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Basis;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.job.Columns;
import io.reveil.kernel.Channel;
import io.reveil.kernel.NoMail;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class ConsentLedgerTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Permissions permissions = rig.bean(Permissions.class);

  /** Whatever a test did: the fold is what the ledger says, and no version is missing (E1). */
  @AfterEach
  void theFoldIsTheLedger() {
    assertThat(LedgerFold.gaps(rig.database())).isEmpty();
    assertThat(LedgerFold.stored(rig.database())).isEqualTo(LedgerFold.rows(rig.database()));
  }

  @Test
  void onlyTheConfirmationGrants() {
    ConsentKey key = aKey();

    ledger.request(key, posted());
    ledger.recordDoiSent(key, doiSent());
    CurrentConsent asked = only(key);
    Applied granted = ledger.grant(key, confirmed());

    assertThat(asked.state()).isEqualTo(ConsentState.NONE);
    assertThat(granted)
        .isEqualTo(
            new Applied.Recorded(only(key).eventId(), 3, ConsentState.NONE, ConsentState.GRANTED));
    assertThat(only(key).basis()).isEqualTo(Basis.CONSENT);
    assertThat(only(key).grade()).hasValue(Grade.DOI);
  }

  /** An import leaves no other state than NONE, whatever date it states (E1, A14). */
  @Test
  void anImportNeverBringsBackWhoLeft() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());
    ledger.withdraw(key, left());

    Instant later = TestClock.START.plus(Duration.ofDays(300));
    List<Applied> applied = ledger.declare(List.of(new Declaration(key, declared(later))));

    assertThat(applied).containsExactly(new Applied.NotAllowed(ConsentState.WITHDRAWN));
    assertThat(only(key).version()).isEqualTo(2);
  }

  @Test
  void onlyThePersonLeavesWithdrawn() {
    ConsentKey key = aKey();
    ledger.withdraw(key, left());

    ledger.request(key, posted());
    ConsentState afterRequest = only(key).state();
    ledger.grant(key, confirmed());

    assertThat(afterRequest).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(only(key).state()).isEqualTo(ConsentState.GRANTED);
  }

  @Test
  void aSecondWithdrawalWritesNoSecondEvent() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());

    ledger.withdraw(key, left());
    Applied again = ledger.withdraw(key, left());

    assertThat(again).isEqualTo(new Applied.AlreadySo(ConsentState.WITHDRAWN));
    assertThat(only(key).version()).isEqualTo(2);
  }

  /** Who types another's address, and lets the request be refused or expire, moves nothing. */
  @Test
  void aRequestOfSomebodyElseLeavesAConsentAlone() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());

    ledger.request(key, posted());
    Applied refused = ledger.refuse(key, notMe());
    Applied lapsed = ledger.expire(key, expired());

    assertThat(List.of(refused, lapsed)).containsOnly(new Applied.NotAllowed(ConsentState.GRANTED));
    assertThat(only(key).state()).isEqualTo(ConsentState.GRANTED);
  }

  /** A stranger who types an address does not stand in the way of the person's proof (design section 3; A14). */
  @Test
  void aRequestThatExpiresMovesNothingAndBarsNoImport() {
    ConsentKey key = aKey();
    ledger.declare(List.of(new Declaration(key, claim())));
    CurrentConsent claimed = only(key);

    ledger.request(key, posted());
    Applied lapsed = ledger.expire(key, expired());
    CurrentConsent after = only(key);
    ledger.declare(List.of(new Declaration(key, declared(TestClock.START))));

    assertThat(lapsed)
        .isEqualTo(new Applied.Recorded(after.eventId(), 3, ConsentState.NONE, ConsentState.NONE));
    assertThat(after.gap()).isEqualTo(claimed.gap());
    assertThat(after.since()).isEqualTo(claimed.since());
    assertThat(only(key).state()).isEqualTo(ConsentState.GRANTED);
  }

  @Test
  void stayingReaffirmsAConsentAndMakesNone() {
    ConsentKey key = aKey();

    Applied tooEarly = ledger.reconfirm(key, stayed());
    ledger.grant(key, confirmed());
    Instant since = only(key).since();
    rig.clock().tick(Duration.ofDays(30));
    ledger.reconfirm(key, stayed());

    assertThat(tooEarly).isEqualTo(new Applied.NotAllowed(ConsentState.NONE));
    assertThat(only(key).version()).isEqualTo(2);
    assertThat(only(key).since()).isEqualTo(since);
  }

  /** A consent without date, source or text does not count, and says why (A14). */
  @Test
  void aClaimWithoutProofIsNoBasis() {
    ConsentKey key = aKey();

    List<Applied> applied =
        ledger.declare(List.of(new Declaration(key, claim()), new Declaration(key, claim())));

    assertThat(applied.getFirst()).isInstanceOf(Applied.Recorded.class);
    assertThat(applied.getLast()).isEqualTo(new Applied.AlreadySo(ConsentState.NONE));
    assertThat(only(key).basis()).isEqualTo(Basis.NONE);
    assertThat(only(key).gap()).hasValue(NoMail.EVIDENCE_MISSING);
  }

  /** A9: another basis than consent is an act with its evidence; a claim or a stranger's request takes nothing from it. */
  @Test
  void anotherBasisIsRecordedOnceAndStands() {
    ConsentKey key = aKey();

    List<Applied> applied = ledger.declare(List.of(
        new Declaration(key, sold()), new Declaration(key, sold()), new Declaration(key, claim())));
    ledger.request(key, posted());
    Applied refused = ledger.refuse(key, notMe());
    Applied stays = ledger.reconfirm(key, stayed());

    assertThat(applied.getFirst()).isInstanceOf(Applied.Recorded.class);
    assertThat(applied.subList(1, 3)).containsOnly(new Applied.AlreadySo(ConsentState.NONE));
    assertThat(refused).isEqualTo(new Applied.NotAllowed(ConsentState.NONE));
    assertThat(stays).isInstanceOf(Applied.Recorded.class);
    assertThat(only(key).basis()).isEqualTo(Basis.CUSTOMER_SOFT_OPT_IN);
    assertThat(only(key).version()).isEqualTo(3);
  }

  /** To object is to withdraw, of one purpose or of all; neither a sale nor an import undoes it (GDPR art. 21; E1). */
  @Test
  void whoObjectsToAnotherBasisHasLeft() {
    ConsentKey key = aKey();
    ledger.declare(List.of(new Declaration(key, sold())));

    ledger.withdrawAll(key.contact(), left());
    List<Applied> again = ledger.declare(List.of(new Declaration(key, sold())));

    assertThat(only(key).state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(only(key).basis()).isEqualTo(Basis.NONE);
    assertThat(again).containsExactly(new Applied.NotAllowed(ConsentState.WITHDRAWN));
  }

  /** (E5) It ends what stands, says that it was not the person who left, and no file brings it back. */
  @Test
  void whatWasNeverValidEnds() {
    ConsentKey consent = aKey();
    ConsentKey sale = aKey();
    ledger.grant(consent, confirmed());
    ledger.declare(List.of(new Declaration(sale, sold())));

    List<Applied> ended = List.of(
        ledger.invalidate(only(consent), invalidated()),
        ledger.invalidate(only(sale), invalidated()));
    ledger.request(consent, posted());
    CurrentConsent after = only(consent);
    List<Applied> imported = ledger.declare(List.of(
        new Declaration(consent, declared(TestClock.START)), new Declaration(sale, sold())));
    ledger.grant(consent, confirmed());

    assertThat(ended).hasOnlyElementsOfType(Applied.Recorded.class);
    assertThat(after.state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(after.basis()).isEqualTo(Basis.NONE);
    assertThat(after.gap()).hasValue(NoMail.INVALIDATED);
    assertThat(imported.getFirst()).isEqualTo(new Applied.NotAllowed(ConsentState.WITHDRAWN));
    assertThat(only(consent).state()).isEqualTo(ConsentState.GRANTED);
    assertThat(only(consent).gap()).isEmpty();
    assertThat(only(sale).basis()).as("shown anew").isEqualTo(Basis.CUSTOMER_SOFT_OPT_IN);
  }

  /** (E5) Of another basis nobody ticks a box: what was wrong is shown anew. A second time there is nothing to end. */
  @Test
  void anotherBasisThatWasNeverValidEndsUntilItIsShownAnew() {
    ConsentKey key = aKey();
    ledger.declare(List.of(new Declaration(key, sold())));

    Applied ended = ledger.invalidate(only(key), invalidated());
    Applied again = ledger.invalidate(only(key), invalidated());

    assertThat(ended).isInstanceOf(Applied.Recorded.class);
    assertThat(again).isEqualTo(new Applied.AlreadySo(ConsentState.NONE));
    assertThat(only(key).basis()).isEqualTo(Basis.NONE);
    assertThat(only(key).gap()).hasValue(NoMail.INVALIDATED);
  }

  /** (B5, E5) A person who leaves what was found invalid has left: with a date and evidence of their own. */
  @Test
  void whoLeavesWhatWasInvalidatedHasWithdrawn() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());
    ledger.invalidate(only(key), invalidated());

    ledger.withdrawAll(key.contact(), left());

    assertThat(only(key).state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(only(key).gap()).isEmpty();
  }

  @Test
  void proofThatArrivesLaterFillsTheGap() {
    ConsentKey key = aKey();

    ledger.declare(
        List.of(new Declaration(key, claim()), new Declaration(key, declared(TestClock.START))));

    assertThat(only(key).state()).isEqualTo(ConsentState.GRANTED);
    assertThat(only(key).grade()).hasValue(Grade.DECLARED);
    assertThat(only(key).gap()).isEmpty();
  }

  /** An act cannot lie ahead of its recording, and a clock set back disturbs no order (E2). */
  @Test
  void clocksOnlyInform() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed());
    rig.clock().tick(Duration.ofDays(-2));

    ledger.withdraw(key, left());

    assertThat(only(key).state()).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.database()
            .list(
                "SELECT occurred_at FROM consent_event WHERE event_id = ?",
                row -> Columns.instant(row, "occurred_at"),
                only(key).eventId()))
        .containsExactly(TestClock.START.minus(Duration.ofDays(2)));
  }

  @Test
  void leavingEverythingWithdrawsWhatWasGrantedOnly() {
    ConsentKey mail = aKey();
    ConsentKey text = new ConsentKey(mail.contact(), Channel.SMS, mail.purpose());
    ConsentKey post = new ConsentKey(mail.contact(), Channel.POST, mail.purpose());
    ledger.grant(mail, confirmed());
    ledger.grant(text, confirmed());
    ledger.request(post, posted());

    assertThat(ledger.withdrawAll(mail.contact(), left())).containsOnlyKeys(mail, text);
    assertThat(permissions.list(mail.contact()))
        .extracting(CurrentConsent::state)
        .containsExactlyInAnyOrder(
            ConsentState.WITHDRAWN, ConsentState.WITHDRAWN, ConsentState.NONE);
  }

  @Test
  void whatTheCallerRollsBackLeavesNoTrace() {
    ConsentKey key = aKey();

    try {
      rig.database().write(() -> {
        ledger.grant(key, confirmed());
        throw new IllegalStateException("the caller fails");
      });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("the caller fails");
    }

    assertThat(permissions.list(key.contact())).isEmpty();
  }

  @Test
  void thousandsAreDeclaredAtOnceAndASecondTimeNothing() {
    List<Declaration> base = Stream.generate(
            () -> new Declaration(aKey(), declared(TestClock.START)))
        .limit(2_500)
        .toList();
    List<Declaration> withTwin = new ArrayList<>(base);
    withTwin.add(base.getFirst());

    List<Applied> first = ledger.declare(withTwin);
    List<Applied> second = ledger.declare(base);

    assertThat(first.subList(0, base.size())).hasOnlyElementsOfType(Applied.Recorded.class);
    assertThat(first.getLast()).isEqualTo(new Applied.AlreadySo(ConsentState.GRANTED));
    assertThat(second).containsOnly(new Applied.AlreadySo(ConsentState.GRANTED));
  }

  private CurrentConsent only(ConsentKey key) {
    List<CurrentConsent> rows = permissions.list(key.contact());
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }
}
