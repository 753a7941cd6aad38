package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** (A3): a document for everybody, and consent only where it is given. */
class GuideJourneyTest {
  private static final String DOCUMENT = "a[href=https://www.example.org/guide-lumiere.pdf]";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A2, A27, A30): measuring is asked for apart from the letter, each with what is told of it. */
  @Test
  void eachPurposeHasItsOwnUntickedBoxAndItsLinesInTheNotice() {
    Document form = visitor.open("/f/guide?lang=fr").document();

    assertThat(form.select("input[type=checkbox]").eachAttr("value"))
        .containsExactly("newsletter", "open_tracking", "link_tracking");
    assertThat(form.select("input[checked]")).isEmpty();
    assertThat(form.select(".notice dt small").eachText())
        .contains(
            "La lettre du matin",
            "Savoir quelles lettres vous ouvrez",
            "Savoir quels liens vous suivez");
  }

  /** SOLOCAL, 2025: refusing is as visible as accepting. */
  @Test
  void theButtonsWithAndWithoutSigningUpLookTheSame() {
    Document form = visitor.open("/f/guide?lang=en").document();

    assertThat(form.select("form button").eachText())
        .containsExactly("The document, and sign up", "The document, without signing up");
    assertThat(form.select("form button")).allMatch(button -> button.className().isEmpty());
  }

  @Test
  void whoTicksNothingGetsTheDocumentAndNothingIsKept() {
    var page = visitor.post("/f/guide?lang=fr", Map.of("email", "reader@example.org"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.heading()).isEqualTo("Voici votre document");
    assertThat(page.document().select(DOCUMENT).text()).isEqualTo("Ouvrir le guide (PDF)");
    assertThat(Rows.naming(rig, "reader@example.org")).isEmpty();
    assertThat(inbox.of("reader@example.org")).isEmpty();
  }

  /** The second button is a refusal, whatever was ticked before. */
  @Test
  void theButtonWithoutSigningUpNeedsNeitherAddressNorUntickedBoxes() {
    var page = visitor.press(
        visitor.open("/f/guide?lang=fr"),
        "Le document, sans m’inscrire",
        Map.of("email", "half@", "purposes", "newsletter"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.document().select(DOCUMENT)).hasSize(1);
    assertThat(Rows.naming(rig, "half@")).isEmpty();
  }

  @Test
  void whoSignsUpGetsTheDocumentAtOnceAndOneMailForAllThatWasTicked() {
    var page = visitor.press(
        visitor.open("/f/guide?lang=fr"),
        "Le document, et m’inscrire",
        Map.of("email", "both@example.org", "purposes", "newsletter"));

    assertThat(page.status()).isEqualTo(202);
    assertThat(page.heading()).isEqualTo("Regardez dans votre boîte");
    assertThat(page.document().select(DOCUMENT)).hasSize(1);
    assertThat(inbox.only("both@example.org").text())
        .contains("La lettre du matin")
        .doesNotContain("Savoir quelles", "guide-lumiere.pdf");
  }

  @Test
  void theApiNamesTheDocument() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "guide", "email": "guide-api@example.org", "language": "en", "purposes": ["link_tracking"],
         "notices": {"link_tracking": 1}}
        """);

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .contains("\"download\":\"https://www.example.org/guide-to-light.pdf\"");
  }

  /** No consent is the price of the document, whichever door one comes by. */
  @Test
  void theApiGivesTheDocumentWithoutAnyConsentAndKeepsNothing() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "guide", "email": "alone@example.org", "language": "fr", "purposes": []}
        """);
    var nameless = visitor.postJson("/api/subscriptions", "{\"form\": \"guide\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body())
        .contains(
            "\"state\":\"NOTHING_ASKED\"",
            "\"download\":\"https://www.example.org/guide-lumiere.pdf\"");
    assertThat(nameless.status()).isEqualTo(202);
    assertThat(Rows.naming(rig, "alone@example.org")).isEmpty();
    assertThat(inbox.of("alone@example.org")).isEmpty();
  }

  @Test
  void aFormWithoutADocumentStillWantsATick() {
    var answer = visitor.postJson("/api/subscriptions", """
        {"form": "newsletter", "email": "untouched@example.org", "purposes": []}
        """);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).contains("\"purposes\"", "one box at least");
    assertThat(Rows.naming(rig, "untouched@example.org")).isEmpty();
  }

  /** (A4, A8): the name is declared for the letter, and whoever leaves that unticked gave it for nothing. */
  @Test
  void whatIsTypedForAPurposeThatNobodyTickedIsNotKept() {
    confirmed("nameless@example.org", "Byron", "link_tracking");

    assertThat(fields("nameless@example.org")).isEmpty();
    assertThat(Rows.naming(rig, "Byron")).isEmpty();
  }

  /** (A4, A8): of somebody who has the letter already, it serves that. */
  @Test
  void whatIsTypedForAPurposeThatStandsAlreadyIsKept() {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "named@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only("named@example.org").link("/c/")), "Je confirme");
    rig.clock().tick(Duration.ofHours(25));

    confirmed("named@example.org", "Augusta", "link_tracking");

    assertThat(fields("named@example.org")).containsEntry("first_name", "Augusta");
  }

  private void confirmed(String address, String name, String ticked) {
    visitor.press(
        visitor.open("/f/guide?lang=fr"),
        "Le document, et m’inscrire",
        Map.of("email", address, "purposes", ticked, "fields.first_name", name));
    visitor.press(visitor.open(inbox.of(address).getLast().link("/c/")), "Je confirme");
  }

  private static Map<String, String> fields(String address) {
    Contacts contacts = rig.bean(Contacts.class);
    ContactId person =
        contacts.find(EmailAddress.parse(address).orElseThrow()).orElseThrow().id();
    return contacts.fields(List.of(person)).getOrDefault(person, Map.of());
  }
}
