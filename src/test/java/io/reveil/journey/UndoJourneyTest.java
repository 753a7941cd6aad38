package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
    assertThat(visitor.press(gone, "Annuler").heading())
        .as("twice is once")
        .isEqualTo("C’est repris");
    assertThat(acts(letter)).hasSize(5);
  }

  /** Whoever presses twice or turns to the other language can still take it back. */
  @Test
  void theUndoIsStillThereForWhoPressesTwiceOrTurnsToTheOtherLanguage() {
    Letter letter = Letter.toSubscriber(rig, "twice@example.org", 84);
    var page = visitor.open(letter.leave());
    visitor.press(page, "Arrêter cette lettre");
    var before = Rows.all(rig);

    var twice = visitor.press(page, "Arrêter cette lettre");
    var english = visitor.open(twice.document().select("a[hreflang=en]").attr("href"));
    var french = visitor.open(english.document().select("a[hreflang=fr]").attr("href"));

    assertThat(twice.heading()).isEqualTo("C’est fait");
    assertThat(english.heading()).isEqualTo("This is stopped");
    for (var offered : List.of(twice, french)) {
      assertThat(offered.document().select("button").eachText())
          .containsExactly("Tout arrêter", "Annuler");
    }
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(visitor.press(english, "Undo").heading()).isEqualTo("Taken back");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.GRANTED);
    assertThat(visitor.open(letter.leave()).heading()).isEqualTo("Se désinscrire");
  }

  /** (E1): whoever the letter was passed on to opens its link minutes later. */
  @Test
  void aLinkAloneOffersNoUndo() {
    Letter letter = Letter.toSubscriber(rig, "passes-on@example.org", 87);
    Letter another = Letter.toSubscriber(rig, "reads-along@example.org", 88);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    var other = visitor.press(visitor.open(another.leave()), "Arrêter cette lettre");
    String visit = other.document().select("a[hreflang=en]").attr("href").replaceFirst(".*&", "");
    String nonce = gone.document().select("[name=nonce]").attr("value");

    var opened = List.of(
        visitor.open(letter.leave()),
        visitor.open(letter.leave() + "?lang=fr&visit="),
        visitor.open(letter.leave() + "?lang=fr&visit=" + nonce),
        visitor.open(letter.leave() + "?lang=fr&" + visit));

    assertThat(visit).startsWith("visit=");
    assertThat(opened).allSatisfy(page -> {
      assertThat(page.heading()).isEqualTo("C’est arrêté");
      assertThat(page.document().select("main").text())
          .contains("Vous ne recevrez plus La lettre du matin.", "Depuis le 21 novembre 2026");
      assertThat(page.document().select("button").eachText()).containsExactly("Tout arrêter");
      assertThat(page.document().select("a[hreflang=en]").attr("href")).endsWith("?lang=en");
    });
  }

  /** Nothing ended by that press: there is nothing to bring back (E1). */
  @Test
  void whatHadNothingToStandOnIsNotOfferedBack() {
    Letter letter = Letter.toSubscriber(rig, "unproven@example.org", 85);
    invalidate(letter);

    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(visitor.open(letter.leave()).document().select("form[action*=undo]"))
        .isEmpty();
    assertThat(gone.document().select("form[action*=undo]")).isEmpty();
  }

  /** (A10, E6): the evidence names the whole notice, and all of it stands beside the button. */
  @ParameterizedTest
  @CsvSource({"fr, Arrêter cette lettre, Annuler, ' : '", "en, Stop this letter, Undo, ': '"})
  void theNoticeThatIsRecordedIsTheOneOnThePage(
      String language, String leave, String undo, String colon) {
    Letter letter = Letter.toSubscriber(rig, "reads-" + language + "@example.org", 79);

    var gone = visitor.press(visitor.open(letter.leave() + "?lang=" + language), leave);
    visitor.press(gone, undo);

    String shown = gone.document().select("main").text();
    Elements lines = gone.document().select("details dl div");
    assertThat(lines).hasSize(10);
    assertThat(noticeOfTheUndo(letter).lines()).allSatisfy(line -> {
      String told = line.replace("[ ] ", "").replace('\u00A0', ' ');
      boolean isLine = lines.stream()
          .anyMatch(one ->
              told.equals(one.select("dt").text() + colon + one.select("dd").text()));
      boolean isPolicy =
          gone.document().select("footer a").eachAttr("href").stream().anyMatch(told::endsWith);
      assertThat(isLine || isPolicy || shown.contains(told)).as(line).isTrue();
    });
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

    assertThat(List.of(bare, forged, late)).allSatisfy(answer -> {
      assertThat(answer.heading()).isEqualTo("C’est arrêté");
      assertThat(answer.document().select("[role=status]").text()).startsWith("Rien n’a repris");
    });
    assertThat(late.document().select("[role=status]").text())
        .contains("inscrivez-vous de nouveau");
    assertThat(late.document().select("button").eachText()).containsExactly("Tout arrêter");
    assertThat(robot.status()).isIn(404, 405);
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (B5): the question lay open while another window, or the way back, had answered yes. */
  @Test
  void whoAnswersThatItStaysStoppedIsHeardAlsoAfterAnUndo() {
    Letter letter = Letter.toSubscriber(rig, "stays-stopped@example.org", 86);
    visitor.press(visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre"), "Annuler");

    var stopped = visitor.post(letter.leave() + "/undo", Map.of("answer", "stopped"));

    assertThat(stopped.heading()).isEqualTo("C’est fait");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** What was stopped another time stays so: an old link with a forwarded letter brings nobody's mail back (E1). */
  @Test
  void aWithdrawalOfAnotherVisitIsNotOfferedBack() {
    Letter letter = Letter.toSubscriber(rig, "forwarded@example.org", 74);
    var first = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    rig.clock().tick(Duration.ofMinutes(11));
    var again = visitor.post(letter.leave(), Map.of("scope", "purpose"));

    assertThat(again.document().select("button").eachText()).containsExactly("Tout arrêter");
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

    assertThat(gone.document().select("button").eachText()).isEmpty();
    var again = visitor.open(letter.leave() + "?lang=en");
    assertThat(again.heading()).isEqualTo("This is stopped");
    assertThat(again.document().select("main").text())
        .contains("You will receive nothing from us any more");
    assertThat(again.document().select("button").eachText()).isEmpty();
  }

  /** (A49, D6): the page that offered it lies open in one window, and everything is stopped in another. */
  @Test
  void whoStoppedEverythingSinceIsToldThatAnUndoCannotLiftThat() {
    Letter letter = Letter.toSubscriber(rig, "two-windows@example.org", 76);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    visitor.press(visitor.open(letter.leave()), "Tout arrêter");
    var before = Rows.all(rig);

    var back = visitor.press(gone, "Annuler");

    assertThat(back.heading()).isEqualTo("Cela reste arrêté");
    assertThat(back.document().text()).contains("Inscrivez-vous de nouveau");
    assertThat(Rows.all(rig)).isEqualTo(before);
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A49, B15): a complaint, or an opposition that a list brought in, stands likewise. */
  @ParameterizedTest
  @EnumSource(names = {"OBJECTION", "COMPLAINT"})
  void noUndoLiftsABanOfAnotherSource(SuppressionReason reason) {
    String address = "banned-" + reason.name().toLowerCase(Locale.ROOT) + "@example.org";
    Letter letter = Letter.toSubscriber(rig, address, 77);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    ban(letter, reason);

    var back = post(gone, "en");

    assertThat(back.heading()).isEqualTo("This stays stopped");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A49): where such a ban stands already, the page does not offer what it cannot do. */
  @Test
  void noUndoIsOfferedOverABan() {
    Letter letter = Letter.toSubscriber(rig, "listed@example.org", 78);
    ban(letter, SuppressionReason.OBJECTION);

    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    assertThat(gone.document().select("form[action*=undo]")).isEmpty();
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A46): while the person is restricted nothing begins anew. */
  @Test
  void noUndoForSomebodyRestricted() {
    Letter letter = Letter.toSubscriber(rig, "restricted@example.org", 80);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            letter.contact().id().value());

    var back = visitor.press(gone, "Annuler");

    assertThat(back.heading()).isEqualTo("Cela reste arrêté");
    assertThat(back.document().text()).contains("L’usage de vos données est limité");
    assertThat(stateOf(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** What was agreed to is found never to have been valid. */
  private static void invalidate(Letter letter) {
    ConsentKey key =
        new ConsentKey(letter.contact().id(), Channel.EMAIL, new Purpose("newsletter"));
    rig.bean(ConsentLedger.class)
        .invalidate(
            rig.bean(Permissions.class).find(key).orElseThrow(),
            new Evidence.Invalidated(
                rig.clock().instant(), "the box was ticked", new Actor.Operator("ada")));
  }

  private static void ban(Letter letter, SuppressionReason reason) {
    EmailAddress address = letter.contact().email().orElseThrow();
    rig.bean(Suppressions.class).add(rig.bean(AddressDigests.class).of(address), reason, "list");
  }

  /** The same button on the page in another language. */
  private Visitor.Page post(Visitor.Page gone, String language) {
    Element form = Objects.requireNonNull(gone.document().selectFirst("form[action*=undo]"));
    return visitor.post(
        form.attr("action").replace("lang=fr", "lang=" + language),
        Map.of("nonce", form.select("[name=nonce]").attr("value")));
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

  private static String noticeOfTheUndo(Letter letter) {
    return rig.database()
        .list("""
            SELECT n.body
              FROM consent_event e
              JOIN consent_subject s ON s.subject_ref = e.subject_ref
              JOIN notice n
                ON n.notice_key = e.notice_key
               AND n.version = e.notice_version
               AND n.language = e.language
             WHERE s.contact_id = ?
             ORDER BY e.version
            """, row -> row.getString("body"), letter.contact().id().value())
        .getLast();
  }

  private static String export(Letter letter) {
    Subject subject =
        new Subject(Optional.of(letter.contact().id()), letter.contact().email());
    return rig.context().getBeansOfType(PersonalData.class).stream()
        .map(owner -> owner.export(subject).toString())
        .reduce("", String::concat);
  }
}
