package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.ConsentState;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StayJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);

  /** (A21, C1) */
  @Test
  void stayingIsAPressAndASignOfLife() {
    Letter letter = Letter.toSubscriber(rig, "stay@example.org", 1);
    rig.clock().tick(Period.ofDays(20));
    var before = Rows.all(rig);
    var page = visitor.open(letter.stay());
    visitor.head(letter.stay());
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(page.document().select(".rows.even button").eachText())
        .containsExactly("Je reste", "Me désinscrire");
    assertThat(page.document().select(".go")).isEmpty();

    var done = visitor.press(page, "Je reste");

    assertThat(done.heading()).isEqualTo("C’est noté. Merci.");
    assertThat(standing(letter).lastSignOn()).contains(LocalDate.parse("2026-12-11"));
    assertThat(stayedAt(letter)).isEqualTo(1);
    var after = Rows.all(rig);
    visitor.press(page, "Je reste");
    assertThat(Rows.all(rig)).isEqualTo(after);
  }

  /** (C2) */
  @Test
  void stayingNeedsTheNonceOfThePage() {
    Letter letter = Letter.toSubscriber(rig, "robot@example.org", 2);
    var before = Rows.all(rig);

    var answer = visitor.post(letter.stay(), Map.of("answer", "stay", "nonce", "forged"));

    assertThat(answer.heading()).startsWith("Souhaitez-vous continuer");
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (promise 1): a withdrawal fails open, so leaving asks for no nonce. */
  @Test
  void leavingOnTheSamePageWithdrawsThisPurpose() {
    Letter letter = Letter.toSubscriber(rig, "leave@example.org", 3);

    var answer = visitor.post(letter.stay(), Map.of("answer", "leave"));

    assertThat(answer.heading()).isEqualTo("C’est fait");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(visitor.press(answer, "Tout arrêter").status()).isEqualTo(200);
  }

  /** (promise 1, A46, A49): nobody is told that letters go on which a ban or a restriction keeps back, and nothing is extended. */
  @Test
  void whoIsBannedOrRestrictedMeanwhileIsToldThatItStaysStopped() {
    Letter banned = Letter.toSubscriber(rig, "banned@example.org", 8);
    Letter restricted = Letter.toSubscriber(rig, "restricted@example.org", 9);
    var bannedPage = visitor.open(banned.stay());
    var restrictedPage = visitor.open(restricted.stay() + "?lang=en");
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class).of(banned.contact().email().orElseThrow()),
            SuppressionReason.OBJECTION,
            "hotline");
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            restricted.contact().id().value());
    var before = Rows.all(rig);

    var stopped = visitor.press(bannedPage, "Je reste");
    var frozen = visitor.press(restrictedPage, "Keep writing");

    assertThat(stopped.heading()).isEqualTo("Cela reste arrêté");
    assertThat(stopped.document().text()).contains("Inscrivez-vous de nouveau");
    assertThat(frozen.document().text()).contains("The use of your data is restricted");
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** (promise 1): consent fails closed, "I stay" does not bring back what was withdrawn. */
  @Test
  void stayingAfterLeavingDoesNotBringConsentBack() {
    Letter letter = Letter.toSubscriber(rig, "mind@example.org", 4);
    var page = visitor.open(letter.stay());
    visitor.post(letter.leave(), Map.of("scope", "purpose"));

    var answer = visitor.press(page, "Je reste");

    assertThat(answer.heading()).isEqualTo("Vous n’êtes plus inscrit");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (D5, D9) */
  @Test
  void anOldQuestionSaysThatItIsClosed() {
    Letter letter = Letter.toSubscriber(rig, "old@example.org", 5);
    rig.clock().tick(Period.ofDays(30));

    var page = visitor.open(letter.stay());

    assertThat(page.status()).isEqualTo(410);
    assertThat(page.heading()).isEqualTo("Cette question n’a plus cours");
    assertThat(visitor.post(letter.stay(), Map.of("answer", "stay")).status()).isEqualTo(410);
  }

  /** (promise 1; B5): the question is closed, the way out is not; in both languages, and with nothing but the link. */
  @Test
  void leavingWorksHoweverOldTheQuestionIs() {
    Letter letter = Letter.toSubscriber(rig, "late@example.org", 6);
    Letter bare = Letter.toSubscriber(rig, "bare@example.org", 6);
    rig.clock().tick(Period.ofMonths(20));
    var before = Rows.all(rig);
    var page = visitor.open(letter.stay() + "?lang=en");
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(page.document().select("button").eachText()).containsExactly("Unsubscribe");

    var left = visitor.press(page, "Unsubscribe");
    var repeated = visitor.press(page, "Unsubscribe");
    var leftBare = visitor.post(bare.stay(), Map.of("answer", "leave"));

    assertThat(left.status()).isEqualTo(200);
    assertThat(left.heading()).isEqualTo("Done");
    assertThat(repeated.heading()).isEqualTo("Done");
    assertThat(leftBare.heading()).isEqualTo("C’est fait");
    assertThat(List.of(stateOf(letter), stateOf(bare))).containsOnly(ConsentState.WITHDRAWN);
  }

  private static ConsentState stateOf(Letter letter) {
    return Letter.stateOf(rig, letter.contact().id());
  }

  private static Standing standing(Letter letter) {
    return rig.bean(Activities.class)
        .standings(List.of(letter.contact().id()))
        .values()
        .iterator()
        .next();
  }

  private static long stayedAt(Letter letter) {
    return rig.database()
        .first(
            "SELECT COUNT(*) FROM message WHERE message_id = ? AND stayed_at IS NOT NULL",
            row -> row.getLong(1),
            letter.messageId())
        .orElseThrow();
  }
}
