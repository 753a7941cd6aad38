package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever turns to the other language reads the same there, or is offered no such turn. */
class LanguageLinksTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @Test
  void whatWasLeftIsLeftInTheOtherLanguageToo() {
    Letter letter = Letter.toSubscriber(rig, "leaves@example.org", 91);
    var ask = visitor.open(letter.leave());

    says(ask, 200, "Unsubscribe");
    var one = visitor.press(ask, "Arrêter cette lettre");
    says(one, 200, "This is stopped");
    var all = visitor.press(ask, "Tout arrêter");
    assertThat(says(all, 200, "This is stopped").document().select("main").text())
        .contains("You will receive nothing from us any more", "21 November 2026");
    saysNothing(visitor.press(one, "Annuler"));
  }

  @Test
  void whatWasTakenBackHasNoOtherLanguage() {
    Letter letter = Letter.toSubscriber(rig, "returns@example.org", 96);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");

    saysNothing(visitor.press(gone, "Annuler"));
  }

  @Test
  void aStayHasNoOtherLanguage() {
    Letter letter = Letter.toSubscriber(rig, "stays@example.org", 92);
    var ask = visitor.open(letter.stay());

    says(ask, 200, "Would you like to go on?");
    saysNothing(visitor.press(ask, "Je reste"));
    visitor.press(ask, "Me désinscrire");
    saysNothing(visitor.press(ask, "Je reste"));
    rig.clock().tick(Duration.ofDays(31));

    says(visitor.open(letter.stay()), 410, "This question is closed");
  }

  @Test
  void aSignUpThatWasSentHasNoOtherLanguageAndItsLinkHas() {
    Map<String, String> typed = Map.of("email", "asks@example.org", "purposes", "newsletter");
    var form = visitor.open("/f/newsletter?lang=fr");

    says(form, 200, "Receive our letters");
    saysNothing(visitor.press(form, "Recevoir le lien de confirmation", typed));
    saysNothing(visitor.press(visitor.open("/f/guide?lang=fr"), "Le document, sans m’inscrire"));
    String link = inbox.only("asks@example.org").link("/c/");
    var page = visitor.open(link);

    says(page, 200, "Confirm your sign-up");
    says(visitor.press(page, "Je confirme"), 200, "This is confirmed already");
    says(visitor.open(link + "/receipt"), 200, "Your receipt");
  }

  /** Also where the page came from a button: its own address takes nothing but posts. */
  @Test
  void whatWasRefusedIsRefusedInTheOtherLanguageToo() {
    String link = asked("mistyped@example.org");

    says(visitor.post(link + "/refuse?lang=fr", Map.of()), 200, "Noted");
    says(
        visitor.post("/c/nothing/refuse?lang=fr", Map.of()),
        200,
        "This link does not work any more");
    says(
        visitor.post("/c/nothing/again?lang=fr", Map.of()),
        200,
        "This link does not work any more");
    says(visitor.open("/u/nothing?lang=fr"), 200, "This link does not work any more");
  }

  @Test
  void aLinkThatRanOutHasDoneSoInTheOtherLanguageToo() {
    String link = asked("late@example.org");
    Letter letter = Letter.toSubscriber(rig, "aged@example.org", 93);
    var old = visitor.open(letter.choose());
    rig.clock().tick(Duration.ofDays(91));

    says(visitor.open(link), 410, "This link is not valid any more");
    saysNothing(visitor.post(link + "/again?lang=fr", Map.of()));
    says(visitor.open(letter.choose()), 410, "This link is out of date");
    says(
        visitor.post(letter.choose() + "/address?lang=fr", Map.of("email", "new@example.org")),
        410,
        "This link is out of date");
    saysNothing(visitor.press(old, "Enregistrer"));
  }

  @Test
  void whatIsMeasuredNoMoreIsSoInTheOtherLanguageToo() {
    Letter letter = Letter.toSubscriber(rig, "measured@example.org", 94);
    var page = visitor.open(letter.choose() + "/measuring");

    says(page, 200, "Measure no more");
    says(visitor.press(page, "Ne plus rien mesurer"), 200, "Nothing is measured any more");
  }

  @Test
  void anAddressThatWasAskedHasNoOtherLanguage() {
    Letter letter = Letter.toSubscriber(rig, "moves@example.org", 95);
    var choose = visitor.open(letter.choose());

    says(choose, 200, "Your preferences");
    saysNothing(visitor.press(
        choose, "Demander à la nouvelle adresse", Map.of("email", "elsewhere@example.org")));
  }

  /** From a French page. */
  private Visitor.Page says(Visitor.Page page, int status, String heading) {
    String link = page.document().select("a[hreflang=en]").attr("href");
    assertThat(link).as(page.heading()).startsWith("/");
    Visitor.Page english = visitor.open(link);
    assertThat(english.heading()).as(page.heading()).isEqualTo(heading);
    assertThat(english.status()).as(heading).isEqualTo(status);
    assertThat(english.document().select("a[hreflang=fr]").attr("href"))
        .isEqualTo(link.replace("lang=en", "lang=fr"));
    return english;
  }

  private static void saysNothing(Visitor.Page page) {
    assertThat(page.status()).as(page.heading()).isLessThan(500);
    assertThat(page.document().select("a[hreflang]")).as(page.heading()).isEmpty();
  }

  private String asked(String address) {
    Map<String, String> typed = new HashMap<>(Map.of("email", address, "purposes", "newsletter"));
    typed.put("notice.newsletter", "1");
    visitor.post("/f/newsletter?lang=fr", typed);
    return inbox.only(address).link("/c/");
  }
}
