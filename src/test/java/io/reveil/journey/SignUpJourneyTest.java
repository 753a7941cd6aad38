package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.testing.Rig;
import io.reveil.testing.TestStopwatch;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignUpJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A2, A27, C11) */
  @Test
  void theFormHasOneUntickedBoxAPurposeItsReasonsAndTheNotice() {
    var page = visitor.open("/f/newsletter?lang=fr");

    assertThat(page.status()).isEqualTo(200);
    var form = page.document();
    assertThat(form.select("input[type=checkbox]")).hasSize(1);
    assertThat(form.select("input[checked]")).isEmpty();
    assertThat(form.select("label").eachText())
        .contains("Adresse e‑mail", "Prénom")
        .anyMatch(label -> label.contains("La lettre du matin"));
    assertThat(form.select("small#first_name-why").text()).startsWith("Facultatif.");
    assertThat(form.select(".notice dt").eachText())
        .containsExactly(
            "Responsable",
            "Pourquoi",
            "De quel droit",
            "Changer d’avis",
            "Ce qui est nécessaire",
            "Qui les voit",
            "Hors d’Europe",
            "Combien de temps",
            "Vos droits",
            "Réclamation");
    assertThat(form.select("a[href=https://www.example.org/confidentialite]")).isNotEmpty();
    assertThat(page.answer().headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "form-action 'self'");
    assertThat(page.answer().headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void theFormSpeaksTheLanguageAskedForThenTheBrowsersThenItsOwn() {
    assertThat(visitor.open("/f/newsletter?lang=en").heading()).isEqualTo("Receive our letters");
    assertThat(visitor
            .open("/f/newsletter", Map.of("Accept-Language", "de, en;q=0.5"))
            .heading())
        .isEqualTo("Receive our letters");
    assertThat(
            visitor.open("/f/newsletter", Map.of("Accept-Language", "x;;q=1")).heading())
        .isEqualTo("Recevoir nos lettres");
    assertThat(visitor.open("/f/newsletter").document().select("a[hreflang=en]").attr("href"))
        .isEqualTo("/f/newsletter?lang=en");
  }

  @Test
  void anUnknownFormIsNotFound() {
    assertThat(visitor.open("/f/nowhere").status()).isEqualTo(404);
  }

  @Test
  void wrongAnswersComeBackWithWhatWasTypedWhatIsWrongAndTheFocusThere() {
    var page = visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email",
            "ada@nowhere",
            "purposes",
            "newsletter",
            "notice.newsletter",
            "1",
            "fields.first_name",
            "Ada"));

    assertThat(page.status()).isEqualTo(400);
    Element email = page.document().expectFirst("#email");
    assertThat(email.attr("value")).isEqualTo("ada@nowhere");
    assertThat(email.attr("aria-invalid")).isEqualTo("true");
    assertThat(email.hasAttr("autofocus")).isTrue();
    assertThat(email.attr("aria-describedby")).isEqualTo("email-wrong email-why");
    assertThat(page.document().select("#email-wrong").text()).contains("nom@example.org");
    assertThat(page.document().select("#first_name").attr("value")).isEqualTo("Ada");
    assertThat(page.document().select("input[type=checkbox]").hasAttr("checked"))
        .isTrue();
    assertThat(Rows.naming(rig, "ada@nowhere")).isEmpty();
  }

  /** Browsers say where a form was filled in, and of our pages, which hide that, that they will not say (C11). */
  @ParameterizedTest
  @ValueSource(strings = {"null", "https://www.example.org"})
  void whatABrowserPostsIsHeardWhereverItComesFrom(String origin) {
    var page = visitor.post(
        "/f/newsletter?lang=fr",
        "application/x-www-form-urlencoded",
        "email=browser%40example.org&purposes=newsletter&notice.newsletter=1",
        Map.of("Origin", origin));

    assertThat(page.status()).isEqualTo(202);
  }

  /** (A1, A2) */
  @Test
  void nothingTickedAsksForATickAndStoresNothing() {
    var page = visitor.post("/f/newsletter?lang=fr", Map.of("email", "nobody@example.org"));

    assertThat(page.status()).isEqualTo(400);
    assertThat(page.document().select("#purposes-wrong").text())
        .startsWith("Cochez ce que vous acceptez");
    assertThat(Rows.naming(rig, "nobody@example.org")).isEmpty();
  }

  @Test
  void theApiNamesTheFieldThatIsWrongAndTheFix() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "ada", "purposes": ["offers"], "fields": {"age": "7"}}
        """);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.answer().headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"email\"", "\"purposes\"", "\"fields.age\"", "name@example.org");
  }

  @Test
  void theApiQueuesTheSameMailAsTheForm() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "api@example.org", "language": "en",
         "purposes": ["newsletter"], "notices": {"newsletter": 1}, "fields": {"first_name": "Ada"}}
        """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(inbox.only("api@example.org").text()).contains("CONFIRM YOUR SIGN-UP");
  }

  /** What many programs send for a field that is empty. */
  @Test
  void aFieldThatIsNullIsAFieldLeftEmpty() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "null@example.org", "language": null, "page": null,
         "purposes": ["newsletter"], "notices": null, "fields": {"first_name": null}}
        """);
    var read = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "null@example.org", "language": "en",
         "purposes": ["newsletter"], "notices": {"newsletter": 1}, "fields": {"first_name": null}}
        """);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(read.status()).isEqualTo(202);
    assertThat(inbox.of("null@example.org")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"newsletter", "guide"})
  void aPurposeThatIsNullIsRefusedByName(String form) {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "%s", "email": "void@example.org", "language": "en", "purposes": [null]}
        """.formatted(form));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"purposes\"", "name each purpose");
  }

  /** (A10, E6) */
  @Test
  void aVersionThatIsNullIsNoVersion() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "void@example.org", "language": "en",
         "purposes": ["newsletter"], "notices": {"newsletter": null}}
        """);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body()).contains("\"notices.newsletter\"", "say which version of the text");
  }

  /** (E6, B28): what a program says of its page is kept as said by it; the mail says which door it was, and no page. */
  @Test
  void theApiMaySayOnWhichPageThePersonAsked() {
    String body = """
        {"form": "newsletter", "email": "%s", "language": "en", "purposes": ["newsletter"],
         "notices": {"newsletter": 1}%s}
        """;

    visitor.postJson(
        "/api/subscriptions",
        body.formatted(
            "page@example.org", ", \"page\": \"https://shop.example.org/till?customer=7#top\""));
    visitor.postJson("/api/subscriptions", body.formatted("pageless@example.org", ""));
    var wrong = visitor.postJson(
        "/api/subscriptions",
        body.formatted("wrong@example.org", ", \"page\": \"shop.example.org/till\""));

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.body()).contains("\"page\"", "with http or https", "or leave it out");
    assertThat(doors()).containsExactlyInAnyOrder("API https://shop.example.org/till", "API null");
    for (String address : List.of("page@example.org", "pageless@example.org")) {
      assertThat(inbox.only(address).text())
          .contains("a site or a program that passes requests on to us")
          .doesNotContain("shop.example.org", "/f/newsletter");
    }
    assertThat(
            visitor.open(inbox.only("page@example.org").link("/c/")).document().text())
        .contains("on shop.example.org/till, as the site or the program says");
  }

  private static List<String> doors() {
    return rig.database()
        .list(
            "SELECT door, page_url FROM subscription_request WHERE door = 'API'",
            row -> row.getString("door") + " " + row.getString("page_url"));
  }

  /** (A10, E6): versions are counted by language. */
  @Test
  void theApiWantsToKnowInWhichLanguageATextWasRead() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "tongue@example.org", "purposes": ["newsletter"],
         "notices": {"newsletter": 1}}
        """);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"language\"", "in which language", "fr or en");
    assertThat(Rows.naming(rig, "tongue@example.org")).isEmpty();
  }

  /** (A10, E6): what nobody says was shown is not recorded as read. */
  @Test
  void theApiWantsToKnowWhichTextWasRead() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "unread@example.org", "purposes": ["newsletter"]}
        """);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body())
        .contains("\"notices.newsletter\"", "say which version of the text", "it is now 1");
    assertThat(Rows.naming(rig, "unread@example.org")).isEmpty();
  }

  /** (A19, A35, B13, B28) */
  @Test
  void theConfirmationMailSaysWhatWhenWhereAndWhoAndNothingElse() {
    signUp("mail@example.org", "http://evil.example <b>Free</b>");

    var mail = inbox.only("mail@example.org");

    for (String part : List.of(mail.text(), mail.html())) {
      assertThat(part)
          .contains("La lettre du matin")
          .contains("Maison Lumen, 12 rue de l’Exemple")
          .contains("21\u00A0novembre\u00A02026 à 13\u00A0h\u00A000")
          .contains("lettre.example.org/f/newsletter")
          .contains("28\u00A0novembre\u00A02026")
          .contains("Ignorez cet e‑mail")
          .doesNotContain("evil", "Free", "<img", "${");
    }
    assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    assertThat(mail.header("List-Unsubscribe")).isEmpty();
    assertThat(mail.raw()).doesNotContain("evil");
    assertThat(mail.links()).hasSize(1);
  }

  /**
   * (B27, A46): unknown, pending, confirmed, suppressed and frozen read the same and leave at the same moment; so does an
   * address that had its share.
   */
  @Test
  void nobodyLearnsFromTheAnswerWhetherAnAddressIsKnown() {
    signUp("pending@example.org", "");
    signUp("confirmed@example.org", "");
    var confirm = visitor.open(inbox.only("confirmed@example.org").link("/c/"));
    var confirmed = visitor.press(confirm, "Je confirme");
    signUp("left@example.org", "");
    var left =
        visitor.press(visitor.open(inbox.only("left@example.org").link("/c/")), "Je confirme");
    String leave = left.document().select("a[href^=/u/]").attr("href");
    visitor.press(visitor.open(leave), "Tout arrêter");
    assertThat(confirmed.heading()).isEqualTo("C’est confirmé. Merci.");
    signUp("frozen@example.org", "");
    assertThat(inbox.of("frozen@example.org")).hasSize(1);
    rig.database()
        .update("UPDATE contact SET state = 'RESTRICTED' WHERE email = ?", "frozen@example.org");
    rig.clock().tick(Duration.ofHours(25));

    rig.bean(TestStopwatch.class).waits();
    Set<String> bodies = new HashSet<>();
    Set<Integer> statuses = new HashSet<>();
    for (String state : List.of("unknown", "pending", "confirmed", "left", "frozen", "unknown")) {
      var answer = signUp(state + "@example.org", "");
      bodies.add(answer.body());
      statuses.add(answer.status());
    }

    assertThat(bodies).hasSize(1);
    assertThat(statuses).containsExactly(202);
    assertThat(rig.bean(TestStopwatch.class).waits())
        .hasSize(6)
        .containsOnly(Duration.ofMillis(60));
    assertThat(inbox.of("left@example.org")).hasSize(2);
    assertThat(inbox.of("frozen@example.org")).hasSize(1);
  }

  /** (B27): the same through the API. */
  @Test
  void theApiAnswersAtTheSameMomentWhetherAnAddressIsKnown() {
    rig.bean(TestStopwatch.class).waits();

    for (int i = 0; i < 2; i++) {
      visitor.postJson("/api/subscriptions", """
          {"form": "newsletter", "email": "even@example.org", "language": "en",
           "purposes": ["newsletter"], "notices": {"newsletter": 1}, "fields": {}}
          """);
    }

    assertThat(rig.bean(TestStopwatch.class).waits())
        .hasSize(2)
        .containsOnly(Duration.ofMillis(60));
    assertThat(inbox.of("even@example.org")).hasSize(1);
  }

  /** (B26) */
  @Test
  void anAddressGetsOneMailADayAndThreeAMonthWhateverIsTyped() {
    for (int i = 0; i < 20; i++) {
      signUp("bombed@example.org", "");
    }
    assertThat(inbox.of("bombed@example.org")).hasSize(1);

    int arrived = 0;
    for (int day = 0; day < 10; day++) {
      rig.clock().tick(Duration.ofDays(2));
      signUp("BOMBED@example.org", "");
      signUp("bombed@example.org", "");
      arrived = inbox.of("bombed@example.org").size();
    }

    assertThat(arrived).isEqualTo(3);
  }

  /** Browsers say so of a page that lets no referrer out (C11). */
  @Test
  void aPostFromNoNamedOriginIsTaken() {
    var answer = visitor.post(
        "/f/newsletter?lang=fr",
        "application/x-www-form-urlencoded",
        "email=origin%40example.org&purposes=newsletter&notice.newsletter=1",
        Map.of("Origin", "null"));

    assertThat(answer.status()).isEqualTo(202);
  }

  /** (B26): people never meet this field, neither by eye nor by keyboard nor by screen reader. */
  @Test
  void theFieldThatCatchesProgramsIsNoFieldForPeople() {
    var form = visitor.open("/f/newsletter?lang=en").document();

    Element trap = form.expectFirst("input[name=website]");
    assertThat(trap.attr("tabindex")).isEqualTo("-1");
    assertThat(trap.attr("autocomplete")).isEqualTo("off");
    assertThat(trap.closest("[aria-hidden=true].trap")).isNotNull();
    assertThat(visitor.open("/look.css").body()).contains(".trap {");
  }

  /** (B26, B27): whoever fills it in reads what everybody reads, at the same moment, and nothing is kept. */
  @Test
  void aProgramThatFillsInEverythingReadsTheSameAndNothingIsKept() {
    var person = signUp("person@example.org", "");
    var trapped =
        rig.bean(MeterRegistry.class).counter("reveil.signups.trapped", "form", "newsletter");
    double before = trapped.count();
    rig.bean(TestStopwatch.class).waits();

    var program = visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email",
            "program@example.org",
            "purposes",
            "newsletter",
            "notice.newsletter",
            "1",
            "website",
            "https://cheap.example"));

    assertThat(program.status()).isEqualTo(person.status());
    assertThat(program.body()).isEqualTo(person.body());
    assertThat(rig.bean(TestStopwatch.class).waits()).containsExactly(Duration.ofMillis(60));
    assertThat(trapped.count() - before).isOne();
    assertThat(inbox.of("program@example.org")).isEmpty();
    assertThat(Rows.naming(rig, "program@example.org")).isEmpty();
  }

  /** A second press of the form's button must not kill the link of the one mail that was sent (B26). */
  @Test
  void aSecondSignUpWithinADayLeavesTheFirstLinkWorking() {
    signUp("twice@example.org", "");
    signUp("twice@example.org", "");

    var page = visitor.open(inbox.only("twice@example.org").link("/c/"));

    assertThat(visitor.press(page, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
  }

  private Visitor.Page signUp(String address, String firstName) {
    return visitor.post(
        "/f/newsletter?lang=fr",
        Map.of(
            "email",
            address,
            "purposes",
            "newsletter",
            "notice.newsletter",
            "1",
            "fields.first_name",
            firstName));
  }
}
