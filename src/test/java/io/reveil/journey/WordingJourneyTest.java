package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.consent.ConsentState;
import io.reveil.delivery.lane.Dispatcher;
import io.reveil.job.Recurring;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was read and what is recorded are one. */
class WordingJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.measuring();

  private final Visitor visitor = new Visitor(rig);

  /** (A10, E6): what is recorded is what was read, also when a new text is published in between. */
  @Test
  void aTextThatChangedSinceThePageWasOpenedIsShownAgainAndNothingIsRecorded() throws Exception {
    Map<String, String> typed = Map.of("email", "reads@example.org", "purposes", "newsletter");
    var page = visitor.open("/f/newsletter?lang=en");
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      Visitor there = new Visitor(upgraded.getURI()::resolve);

      var again = there.press(page, "Receive the confirmation link", typed);

      assertThat(again.status()).isEqualTo(409);
      assertThat(again.document().select("#purposes-wrong").text())
          .startsWith("The text has changed since you opened this page.");
      assertThat(again.document().select("input[checked]")).isEmpty();
      assertThat(again.document().expectFirst("#email").attr("value"))
          .isEqualTo("reads@example.org");
      assertThat(again.document().select("fieldset").text()).contains("from the whole house");
      assertThat(Rows.naming(rig, "reads@example.org")).isEmpty();

      assertThat(there.press(again, "Receive the confirmation link", typed).status())
          .isEqualTo(202);
      assertThat(versionsAskedFor()).containsExactly(2);
      assertThat(there.postJson("/api/subscriptions", api(1)).body())
          .contains("TEXT_CHANGED", "notices.newsletter", "it is now 2");
      assertThat(there.postJson("/api/subscriptions", api(1)).status()).isEqualTo(409);
      assertThat(there.postJson("/api/subscriptions", api(2)).status()).isEqualTo(202);
    }
  }

  /** (A10, E6): nobody agrees to one text by a mail and a page that show another; who wants that reads it first. */
  @Test
  void aTextThatChangedSinceIsNotAskedForByANewLink() {
    Inbox inbox = new Inbox(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "waits@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.only("waits@example.org").link("/c/");
    rig.clock().tick(Duration.ofDays(9));
    var offered = visitor.open(link);
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      upgraded.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      Visitor there = new Visitor(upgraded.getURI()::resolve);
      long before = rig.count("subscription_request");

      var french = there.press(offered, "Recevoir un nouveau lien");
      there.post("/f/link?lang=fr", Map.of("email", "waits@example.org"));
      var expired = there.open(link);

      assertThat(french.status()).isEqualTo(202);
      assertThat(inbox.of("waits@example.org")).hasSize(1);
      assertThat(rig.count("subscription_request")).isEqualTo(before);
      assertThat(expired.status()).isEqualTo(410);
      assertThat(expired.document().select("main").text())
          .contains("Le texte a changé depuis", "lettre.example.org/f/newsletter");
      assertThat(expired.document().select("button").eachText())
          .containsExactly("Ce n’est pas moi");
      assertThat(there.open(link + "?lang=en").document().select("main").text())
          .contains("The text has changed since");
    }
  }

  /** (A10, E6): a change of address is asked for as a whole: what is left out would end with the former one, untold. */
  @Test
  void aChangeOfAddressOfWhichOneTextChangedIsNotAskedForByANewLink() {
    Inbox inbox = new Inbox(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "moves@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(
        visitor.open(inbox.only("moves@example.org").link("/c/")),
        "Je confirme",
        Map.of("purposes", "open_tracking"));
    Letter letter = Letter.to(rig, "moves@example.org", 83);
    rig.clock().tick(Duration.ofSeconds(30));
    visitor.press(
        visitor.open(letter.choose()),
        "Demander à la nouvelle adresse",
        Map.of("email", "moved@example.org"));
    String link = inbox.only("moved@example.org").link("/c/");
    rig.clock().tick(Duration.ofDays(9));
    var offered = visitor.open(link);
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      upgraded.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      Visitor there = new Visitor(upgraded.getURI()::resolve);

      there.press(offered, "Recevoir un nouveau lien");
      var expired = there.open(link);

      assertThat(inbox.of("moved@example.org")).hasSize(1);
      assertThat(expired.document().select("main").text())
          .contains("Le texte a changé depuis", "Vos préférences")
          .doesNotContain("lettre.example.org/p");
      assertThat(expired.document().select("button").eachText())
          .containsExactly("Ce n’est pas moi");
      assertThat(there.open(link + "?lang=en").document().select("main").text())
          .contains("go by the “Your preferences” link of any letter");
    }
  }

  /** (A10, E6): whatever is published meanwhile, page and mail show the words that were read, which the ledger names. */
  @Test
  void whatWaitsIsConfirmedInTheWordsThatWereRead() {
    Inbox inbox = new Inbox(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "read@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String link = inbox.only("read@example.org").link("/c/");
    rig.clock().tick(Duration.ofHours(49));
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      upgraded.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      Visitor there = new Visitor(upgraded.getURI()::resolve);
      remind(upgraded);

      var page = there.open(link);
      var english = there.open(link + "?lang=en");
      var done = there.press(page, "Je confirme");

      assertThat(inbox.of("read@example.org")).hasSize(2);
      for (String told : List.of(
          inbox.of("read@example.org").getLast().text(),
          inbox.of("read@example.org").getLast().html(),
          page.document().select("ul.rows").text(),
          done.document().select("ul.rows").text())) {
        assertThat(told)
            .contains("La lettre du matin", "Chaque mardi")
            .doesNotContain("La lettre du soir", "Chaque jeudi");
      }
      assertThat(english.document().select("ul.rows [lang=fr]").text())
          .contains("La lettre du matin", "Chaque mardi");
      assertThat(versionsGranted()).containsExactly(1);
    }
  }

  /** (A10, E6): all of it is agreed to anew at the other address, and so only what was read. */
  @Test
  void aTextThatChangedWhileANewAddressWasTypedIsShownAgain() {
    Letter letter = Letter.toSubscriber(rig, "types@example.org", 84);
    var page = visitor.open(letter.choose());
    Map<String, String> typed = Map.of("email", "typed@example.org");
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      Visitor there = new Visitor(upgraded.getURI()::resolve);
      long before = rig.count("subscription_request");

      var again = there.press(page, "Demander à la nouvelle adresse", typed);

      assertThat(again.status()).isEqualTo(409);
      assertThat(again.document().select("#email-wrong").text())
          .startsWith("Ce que vous recevez a changé depuis que vous avez ouvert cette page");
      assertThat(again.document().expectFirst("#email").attr("value"))
          .isEqualTo("typed@example.org");
      assertThat(rig.count("subscription_request")).isEqualTo(before);
      assertThat(there.press(again, "Demander à la nouvelle adresse", typed).status())
          .isEqualTo(202);
      assertThat(versionsAskedFor()).containsExactly(2);
    }
  }

  /** (A10, E6): a page that lay open while a new text was published showed another. */
  @Test
  void anUndoBesideATextThatChangedSinceBringsNothingBack() {
    Letter letter = Letter.toSubscriber(rig, "undoes@example.org", 82);
    var gone = visitor.press(visitor.open(letter.leave()), "Arrêter cette lettre");
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      Visitor there = new Visitor(upgraded.getURI()::resolve);

      var back = there.press(gone, "Annuler");

      assertThat(back.heading()).isEqualTo("C’est arrêté");
      assertThat(back.document().select("[role=status]").text())
          .contains("ce qu’elle montrait a changé depuis", "appuyez de nouveau");
      assertThat(Letter.stateOf(rig, letter.contact().id())).isEqualTo(ConsentState.WITHDRAWN);
    }
  }

  /** (A10): of a form for several purposes the version of each. */
  @Test
  void aFormSaysWhichVersionOfEachTextItShows() {
    try (EmbeddedServer upgraded = rig.beside(Map.of("reveil.files", anotherText()))) {
      Visitor there = new Visitor(upgraded.getURI()::resolve);

      assertThat(there.open("/f/newsletter?lang=fr").document().select(".ref").text())
          .contains("Notice Version 2");
      assertThat(there.open("/f/guide?lang=fr").document().select(".ref").text())
          .contains("La lettre du soir : version 2")
          .contains(" : version 1");
    }
  }

  /** (A10, E6): a page that does not say what it showed may have shown anything. */
  @Test
  void aFormThatDoesNotSayWhichTextItShowedIsShownAgain() {
    var page = visitor.post(
        "/f/newsletter?lang=fr", Map.of("email", "bare@example.org", "purposes", "newsletter"));

    assertThat(page.status()).isEqualTo(409);
    assertThat(page.document().select("#purposes-wrong").text()).startsWith("Le texte a changé");
    assertThat(Rows.naming(rig, "bare@example.org")).isEmpty();
  }

  private static String anotherText() {
    return OwnFiles.withPurposes(shipped -> shipped
        .replace(
            "“The Morning Letter” from Maison Lumen", "“The Morning Letter” from the whole house")
        .replace(
            "« La lettre du matin » de Maison Lumen", "« La lettre du matin » de toute la maison")
        .replace("name: La lettre du matin", "name: La lettre du soir")
        .replace("name: The Morning Letter", "name: The Evening Letter")
        .replace("Chaque mardi", "Chaque jeudi")
        .replace("Every Tuesday", "Every Thursday"));
  }

  /** The server beside sends the reminders that are due. */
  private static void remind(EmbeddedServer upgraded) {
    ApplicationContext there = upgraded.getApplicationContext();
    there.getBeansOfType(Recurring.class).stream()
        .filter(work -> work.name().equals("request-reminder"))
        .forEach(Recurring::round);
    Dispatcher dispatcher = there.getBean(Dispatcher.class);
    while (dispatcher.dispatchDue()) {
      // The next group.
    }
  }

  private static List<Integer> versionsGranted() {
    return rig.database()
        .list(
            "SELECT notice_version FROM consent_event WHERE act = 'GRANTED' ORDER BY event_id DESC LIMIT 1",
            row -> row.getInt("notice_version"));
  }

  private static List<Integer> versionsAskedFor() {
    return rig.database()
        .list(
            "SELECT notice_version FROM requested_purpose ORDER BY request_id DESC LIMIT 1",
            row -> row.getInt("notice_version"));
  }

  private static String api(int version) {
    return """
        {"form": "newsletter", "email": "counts@example.org", "language": "en",
         "purposes": ["newsletter"], "notices": {"newsletter": %d}}
        """.formatted(version);
  }
}
