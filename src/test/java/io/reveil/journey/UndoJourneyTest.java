package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentState;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pressed by mistake: taken back on the same page, as a new agreement and not as if nothing had been (E1, A28). */
class UndoJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);

  @Test
  void anUndoIsANewAgreementToTheTextThatIsShown() {
    Letter letter = Letter.toSubscriber(rig, "oops@example.org", 71);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    assertThat(gone.document().text())
        .contains("J’accepte de recevoir « La lettre du matin » de Maison Lumen");

    var back = visitor.press(gone, "Annuler");

    assertThat(back.heading()).isEqualTo("C’est repris");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.GRANTED);
    assertThat(acts(letter))
        .containsExactly("REQUESTED", "DOI_SENT", "GRANTED", "WITHDRAWN", "GRANTED");
    assertThat(export(letter)).contains("UNDO");
    assertThat(visitor.press(gone, "Annuler").status()).as("twice is once").isEqualTo(200);
    assertThat(acts(letter)).hasSize(5);
  }

  /** A link alone brings nobody's mail back, nor a page that lay open. */
  @Test
  void withoutTheNonceOfThePageOrLaterNothingComesBack() {
    Letter letter = Letter.toSubscriber(rig, "later@example.org", 72);
    var page = visitor.open(letter.leave());
    var gone = visitor.press(page, "Arrêter cette lettre");
    var before = Rows.all(rig);

    var bare = visitor.post(letter.leave() + "/undo", Map.of());
    var forged = visitor.post(letter.leave() + "/undo", Map.of("nonce", "0123456789abcdef"));
    var robot = visitor.open(letter.leave() + "/undo");
    rig.clock().tick(Duration.ofMinutes(61));
    var late = visitor.press(gone, "Annuler");

    assertThat(List.of(bare, forged, late))
        .allMatch(answer -> answer.heading().equals("Se désinscrire"));
    assertThat(robot.status()).isIn(404, 405);
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** What was stopped another time stays so: an old link with a forwarded letter brings nobody's mail back (E1). */
  @Test
  void aWithdrawalOfAnotherVisitIsNotOfferedBack() {
    Letter letter = Letter.toSubscriber(rig, "forwarded@example.org", 74);
    var first = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    var again = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(again.document().select("button").eachText()).doesNotContain("Annuler");
    visitor.press(first, "Annuler");
    Letter another = Letter.to(rig, "forwarded@example.org", 75);
    visitor.press(visitor.open(another.leave()), "Arrêter cette lettre");
    visitor.press(first, "Annuler");
    assertThat(stateOf(letter))
        .as("the nonce of an earlier visit")
        .isEqualTo(ConsentState.WITHDRAWN);
  }

  /** Everything was stopped: only a new request that is confirmed lifts that (D6). */
  @Test
  void whoStoppedEverythingIsNotOfferedAnUndo() {
    Letter letter = Letter.toSubscriber(rig, "all@example.org", 73);

    var gone = visitor.press(visitor.open(letter.leave()), "Tout arrêter");

    assertThat(gone.document().select("button").eachText()).doesNotContain("Annuler");
  }

  private static ConsentState stateOf(Letter letter) {
    return Letter.stateOf(rig, letter.contact().id());
  }

  private static List<String> acts(Letter letter) {
    return rig.database()
        .list("""
        SELECT e.act
          FROM consent_event e
          JOIN consent_subject s
            ON s.subject_ref = e.subject_ref
         WHERE s.contact_id = ?
           AND e.purpose = 'newsletter'
         ORDER BY e.version
        """, row -> row.getString(1), letter.contact().id().value());
  }

  private static String export(Letter letter) {
    Subject subject =
        new Subject(Optional.of(letter.contact().id()), letter.contact().email());
    return rig.context().getBeansOfType(PersonalData.class).stream()
        .map(owner -> owner.export(subject).toString())
        .reduce("", String::concat);
  }
}
