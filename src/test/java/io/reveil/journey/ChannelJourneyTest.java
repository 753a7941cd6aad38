package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody agreed to by another channel than e-mail is theirs to see and to end; so is one thing of several. */
class ChannelJourneyTest {
  private static final String ADA = "ada@example.org";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withAllBasesAndAFormFor("newsletter", "text_news", "open_tracking")));

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (A11; GDPR art. 7(3)) */
  @Test
  void textsAreSeenAndEndedOnThePageOfPreferencesAndNothingElseEnds() {
    confirm("newsletter", "text_news");
    Letter letter = Letter.to(rig, ADA, 91);
    var page = visitor.open(letter.choose());
    assertThat(ticked(page)).containsExactly("newsletter", "text_news");
    assertThat(page.document().text()).contains("ne se recoche pas ici");
    assertThat(visitor.open(letter.choose() + "/receipt").document().text()).contains("Les SMS");

    var saved = visitor.press(page, "Enregistrer", Map.of("purposes", "newsletter"));

    assertThat(saved.document().select("[role=status]").text()).contains("Les SMS");
    assertThat(saved.document().select("[value=text_news]")).isEmpty();
    assertThat(state("text_news")).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(state("newsletter")).isEqualTo(ConsentState.GRANTED);
    assertThat(rig.count("suppression")).isZero();
  }

  /** (A1): a link in a mailbox begins nothing on a telephone. */
  @Test
  void noTextsBeginOnThePageOfPreferences() {
    confirm("newsletter");
    Letter letter = Letter.to(rig, ADA, 92);
    var page = visitor.open(letter.choose());

    visitor.post(
        letter.choose(),
        Map.of(
            "nonce", page.document().select("[name=nonce]").attr("value"),
            "notice.text_news", "1",
            "purposes", "text_news"));

    assertThat(page.document().select("[value=text_news]")).isEmpty();
    assertThat(granted()).containsExactly("newsletter");
  }

  /** (A11): to whom no letter comes, the page that confirmed leads there. */
  @Test
  void whoAgreedToTextsAloneEndsThemFromThePageThatConfirmed() {
    var confirmed = confirm("text_news");
    assertThat(confirmed.document().select("main").text()).doesNotContain("chaque lettre");

    var page = visitor.open(link(confirmed, "réglez vos préférences"));
    assertThat(ticked(page)).containsExactly("text_news");
    visitor.press(page, "Enregistrer");

    assertThat(state("text_news")).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.count("suppression")).isZero();
  }

  /** (A11): where nothing else can be agreed to on that page, it says so. */
  @Test
  void whoUnticksTheOnlyBoxIsToldThatNothingIsLeft() {
    String link = link(confirm("text_news"), "réglez vos préférences");
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", OwnFiles.withTextsAlone()))) {
      upgraded.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      Visitor there = new Visitor(upgraded.getURI()::resolve);

      var saved = there.press(there.open(link), "Enregistrer");

      assertThat(saved.status()).isEqualTo(200);
      assertThat(saved.document().select("[role=status]").text()).contains("Les SMS");
      assertThat(saved.document().select("main").text()).contains("plus rien à choisir");
      assertThat(saved.document().select("button").eachText())
          .doesNotContain("Enregistrer")
          .contains("Tout arrêter");
      String english = saved.document().select("a[hreflang=en]").attr("href");
      assertThat(there.open(english).document().select("main").text())
          .contains("nothing left to choose");
    }
    assertThat(state("text_news")).isEqualTo(ConsentState.WITHDRAWN);
  }

  /** (A11): one of two boxes, as soon as both are confirmed, and from the page of leaving, too. */
  @Test
  void oneOfTwoThingsIsRegrettedAtOnceAndTheOtherGoesOn() {
    var confirmed = confirm("newsletter", "open_tracking");

    var page = visitor.open(link(confirmed, "réglez vos préférences"));
    visitor.press(page, "Enregistrer", Map.of("purposes", "newsletter"));

    assertThat(granted()).containsExactly("newsletter");
    assertThat(rig.count("suppression")).isZero();
    var leaving = visitor.open(link(confirmed, "arrêtez tout"));
    assertThat(ticked(visitor.open(link(leaving, "Vos préférences"))))
        .containsExactly("newsletter");
  }

  /** (A27, A11): a way out that is there, for each. */
  @Test
  void theNoticeOfTextsPromisesNoLinkInTexts() {
    String french =
        visitor.open("/f/all?lang=fr").document().select(".notice, dl").text();
    String english =
        visitor.open("/f/all?lang=en").document().select(".notice, dl").text();

    assertThat(french)
        .contains("un appui, dans chaque lettre", "un appui, dans vos préférences", "un mot à");
    assertThat(english)
        .contains("one press, in every letter", "one press, in your preferences", "a word to");
  }

  /** (A10): the mailbox was verified, and no telephone. */
  @Test
  void onlyWhatGoesToTheMailboxIsConfirmedByIt() {
    confirm("newsletter", "text_news");

    assertThat(consent("newsletter").grade()).contains(Grade.DOI);
    assertThat(consent("text_news").grade()).contains(Grade.PAGE);
  }

  /** (A43): what does not go to the mailbox does not move with it. */
  @Test
  void aChangeOfAddressAsksForLettersAlone() {
    confirm("newsletter", "text_news");
    var page = visitor.open(Letter.to(rig, ADA, 93).choose());

    visitor.press(page, "Demander à la nouvelle adresse", Map.of("email", "new@example.org"));
    Inbox.Mail asked = inbox.only("new@example.org");
    visitor.press(visitor.open(asked.link("/c/")), "Je confirme");

    assertThat(asked.text()).contains("La lettre du matin").doesNotContain("Les SMS");
    assertThat(rig.database()
            .list(
                "SELECT purpose FROM current_consent WHERE state = 'GRANTED' ORDER BY purpose",
                row -> row.getString(1)))
        .containsExactly("newsletter", "text_news");
  }

  private Visitor.Page confirm(String... purposes) {
    List<Map.Entry<String, String>> values = new ArrayList<>();
    values.add(Map.entry("email", ADA));
    for (String purpose : purposes) {
      values.add(Map.entry("purposes", purpose));
      values.add(Map.entry("notice." + purpose, "1"));
    }
    visitor.post(
        "/f/all?lang=fr", "application/x-www-form-urlencoded", Visitor.encoded(values), Map.of());
    return visitor.press(visitor.open(inbox.only(ADA).link("/c/")), "Je confirme");
  }

  private static String link(Visitor.Page page, String words) {
    return page.document().select("a").stream()
        .filter(one -> one.text().equals(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError(page.body()))
        .attr("href");
  }

  private static List<String> ticked(Visitor.Page page) {
    return page.document().select("[name=purposes][checked]").eachAttr("value");
  }

  private static List<String> granted() {
    return consents().stream()
        .filter(consent -> consent.state() == ConsentState.GRANTED)
        .map(consent -> consent.key().purpose().id())
        .toList();
  }

  private static ConsentState state(String purpose) {
    return consent(purpose).state();
  }

  private static CurrentConsent consent(String purpose) {
    return consents().stream()
        .filter(consent -> consent.key().purpose().id().equals(purpose))
        .findFirst()
        .orElseThrow();
  }

  private static List<CurrentConsent> consents() {
    Contact ada =
        rig.bean(Contacts.class).find(EmailAddress.parse(ADA).orElseThrow()).orElseThrow();
    return rig.bean(Permissions.class).list(ada.id());
  }
}
