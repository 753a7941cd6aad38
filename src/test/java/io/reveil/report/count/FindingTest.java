package io.reveil.report.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import io.reveil.kernel.Purpose;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FindingTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final CurrentConsent UNRECORDED = CurrentConsent.unrecorded(
      new ConsentKey(new ContactId(1), Channel.EMAIL, new Purpose("some_purpose")));
  private static final CurrentConsent GRANTED = UNRECORDED.granted(Grade.DOI, NOW, 1);

  /** (F12) */
  @ParameterizedTest
  @EnumSource(PurposeKind.class)
  void onlyAPurposeThatSendsAllowsWriting(PurposeKind purpose) {
    Finding finding = Finding.of(purpose, Optional.empty(), Optional.of(GRANTED));

    assertThat(finding.kind())
        .isEqualTo(purpose.sends() ? Finding.Kind.PROVEN : Finding.Kind.AGREED);
  }

  /** (F12, A36): silence, a refusal and a withdrawal are answers; nothing is missing. */
  @ParameterizedTest
  @EnumSource(
      value = ConsentState.class,
      names = {"NONE", "WITHDRAWN", "REFUSED", "EXPIRED"})
  void whoDidNotAgreeIsNotMeasuredAndLeftInPeace(ConsentState state) {
    CurrentConsent answered = UNRECORDED.moved(state, Optional.empty(), NOW, 1);

    assertThat(found(PurposeKind.OPEN_TRACKING, NoMail.NO_BASIS, answered))
        .isEqualTo(Finding.NOT_MEASURED);
    assertThat(found(PurposeKind.STATISTICS, NoMail.NO_BASIS, answered))
        .isEqualTo(Finding.NOT_AGREED);
  }

  @Test
  void whereNothingIsSentAnAddressThatTakesNoMailChangesNothing() {
    assertThat(found(PurposeKind.LINK_TRACKING, NoMail.UNDELIVERABLE, GRANTED))
        .isEqualTo(Finding.MEASURED);
    assertThat(found(PurposeKind.PARTNER_SHARING, NoMail.NO_ADDRESS, GRANTED))
        .isEqualTo(Finding.AGREED);
  }

  /** (A14, A46, A49) */
  @Test
  void anObjectionAFreezeAndAMissingProofStandAboveWhatWasAgreed() {
    CurrentConsent claimed =
        UNRECORDED.moved(ConsentState.NONE, Optional.of(NoMail.EVIDENCE_MISSING), NOW, 1);

    assertThat(found(PurposeKind.OPEN_TRACKING, NoMail.SUPPRESSED, GRANTED))
        .isEqualTo(Finding.SUPPRESSED);
    assertThat(found(PurposeKind.OPEN_TRACKING, NoMail.RESTRICTED, GRANTED))
        .isEqualTo(Finding.RESTRICTED);
    assertThat(found(PurposeKind.OPEN_TRACKING, NoMail.EVIDENCE_MISSING, claimed))
        .isEqualTo(Finding.EVIDENCE_MISSING);
  }

  /** (E5): it was not the person who refused, neither the letter nor the measuring. */
  @Test
  void whatWasFoundInvalidIsAGapAndNoAnswer() {
    CurrentConsent invalidated =
        UNRECORDED.moved(ConsentState.WITHDRAWN, Optional.of(NoMail.INVALIDATED), NOW, 1);

    assertThat(found(PurposeKind.LETTER, NoMail.INVALIDATED, invalidated))
        .isEqualTo(Finding.INVALIDATED);
    assertThat(found(PurposeKind.OPEN_TRACKING, NoMail.INVALIDATED, invalidated))
        .isEqualTo(Finding.INVALIDATED);
    assertThat(Finding.INVALIDATED.kind()).isEqualTo(Finding.Kind.GAP);
  }

  /** (F12): no mailbox verifies a telephone, whatever an older entry of the ledger calls it. */
  @Test
  void whatWasConfirmedForAnotherChannelWasChosenOnAPage() {
    CurrentConsent texts = CurrentConsent.unrecorded(
            new ConsentKey(new ContactId(1), Channel.SMS, new Purpose("some_purpose")))
        .granted(Grade.DOI, NOW, 1);

    assertThat(Finding.of(PurposeKind.LETTER, Optional.empty(), Optional.of(texts)))
        .isEqualTo(Finding.CHOSEN);
    assertThat(Finding.of(PurposeKind.LETTER, Optional.empty(), Optional.of(GRANTED)))
        .isEqualTo(Finding.CONFIRMED);
  }

  private static Finding found(PurposeKind purpose, NoMail objection, CurrentConsent consent) {
    return Finding.of(purpose, Optional.of(objection), Optional.of(consent));
  }
}
