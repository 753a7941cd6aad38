package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The person keeps the proof, too (E4). */
class ReceiptJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @Test
  void whoConfirmsIsOfferedTheReceiptToReadAndToTakeAway() throws Exception {
    var confirmed = visitor.press(visitor.open(asked("ada@example.org")), "Je confirme");
    var before = Rows.all(rig);

    var read = visitor.open(offered(confirmed, "Lire le reçu"));
    var file = visitor.open(offered(confirmed, "Le télécharger (JSON)"));

    assertThat(read.status()).isEqualTo(200);
    assertThat(read.heading()).isEqualTo("Votre reçu");
    assertThat(read.document().select("h3").eachText())
        .containsExactly("Demande reçue", "Message de confirmation envoyé", "Accord donné");
    assertThat(read.document().select("details").text()).contains("Responsable : Maison Lumen");
    assertThat(read.body()).doesNotContain("ada@example.org");
    assertThat(
            visitor.open(read.document().select("a[hreflang=en]").attr("href")).heading())
        .isEqualTo("Your receipt");
    assertThat(file.answer().headers().firstValue("Content-Disposition").orElseThrow())
        .startsWith("attachment; filename=\"receipt-");
    JsonNode receipt = new ObjectMapper().readTree(file.body());
    assertThat(read.body()).contains(receipt.path("receiptId").asText());
    assertThat(receipt.path("proofs")).hasSize(3);
    assertThat(receipt.path("proofs").get(2).path("opened").path("address").asText())
        .isEqualTo("ada@example.org");
    assertThat(Rows.all(rig)).isEqualTo(before);
  }

  /** On request, whenever a letter is at hand: the same acts and words as after confirming, and what was agreed to since. */
  @Test
  void thePreferencesLeadToTheReceiptOfAllThatIsAgreedToToday() throws Exception {
    String link = asked("dora@example.org");
    var confirmed = visitor.press(visitor.open(link), "Je confirme");
    var first = new ObjectMapper()
        .readTree(visitor.open(offered(confirmed, "Le télécharger (JSON)")).body());
    Letter letter = Letter.to(rig, "dora@example.org", 93);
    var page = visitor.open(letter.choose());
    var before = Rows.all(rig);

    var read = visitor.open(offered(page, "Lire le reçu"));
    var file = visitor.open(offered(page, "Le télécharger (JSON)"));

    assertThat(read.heading()).isEqualTo("Votre reçu");
    assertThat(read.document().select("h3").eachText())
        .containsExactly("Demande reçue", "Message de confirmation envoyé", "Accord donné");
    assertThat(offered(read, "Revenir à vos préférences")).startsWith(letter.choose());
    JsonNode receipt = new ObjectMapper().readTree(file.body());
    assertThat(receipt.path("receiptId")).isEqualTo(first.path("receiptId"));
    assertThat(receipt.path("proofs")).hasSize(first.path("proofs").size());
    assertThat(Rows.all(rig)).isEqualTo(before);

    visitor.post(letter.leave(), Map.of("scope", "purpose"));

    assertThat(visitor.open(letter.choose()).document().select("a[href*=receipt]"))
        .isEmpty();
    assertThat(visitor.open(letter.choose() + "/receipt").heading()).isEqualTo("Vos préférences");
  }

  /** (A43): a letter may be passed on, and its links with it: whoever asks by one sees no address, nor what opens one. */
  @Test
  void theReceiptThatALetterLeadsToShowsNoAddress() throws Exception {
    visitor.press(visitor.open(asked("elsa@example.org")), "Je confirme");
    Letter letter = Letter.to(rig, "elsa@example.org", 94);

    var file = visitor.open(letter.choose() + "/receipt.json");

    JsonNode receipt = new ObjectMapper().readTree(file.body());
    assertThat(receipt.path("address").asText()).isEqualTo("el…@example.org");
    assertThat(receipt.path("proofs")).isNotEmpty().allSatisfy(proof -> {
      assertThat(proof.has("event")).isTrue();
      assertThat(proof.has("opened") || proof.has("salt")).isFalse();
    });
    assertThat(file.body()).doesNotContain("elsa@", "/f/newsletter");
  }

  @Test
  void beforeTheConfirmationThereIsNothingToTakeAway() {
    String link = asked("bea@example.org");

    for (String path : new String[] {"/receipt", "/receipt.json"}) {
      assertThat(visitor.open(link + path).heading()).isEqualTo("Confirmez votre inscription");
    }
  }

  /** (D9): a link past its time shows no address any more, and no button that leads nowhere. */
  @Test
  void afterTheLifeOfTheLinkTheReceiptIsNoLongerToBeHadByIt() {
    String link = asked("dina@example.org");
    rig.clock().tick(Duration.ofDays(6));
    visitor.press(visitor.open(link), "Je confirme");
    rig.clock().tick(Duration.ofHours(23));
    assertThat(
            visitor.open(offered(visitor.open(link), "Le télécharger (JSON)")).body())
        .contains("dina@example.org");
    rig.clock().tick(Duration.ofHours(1));

    for (String path : new String[] {"", "/receipt", "/receipt.json"}) {
      var late = visitor.open(link + path);
      assertThat(late.heading()).isEqualTo("C’est déjà confirmé");
      assertThat(late.document().select("a[href*=receipt]")).isEmpty();
      assertThat(late.document().text()).contains("au bas de chaque lettre");
      assertThat(late.body()).doesNotContain("dina@example.org");
    }
  }

  /** (D5) */
  @Test
  void aForgedLinkAndThatOfSomebodyErasedLookAlike() {
    String link = asked("cleo@example.org");
    visitor.press(visitor.open(link), "Je confirme");
    EmailAddress address = EmailAddress.parse("cleo@example.org").orElseThrow();
    Subject cleo = new Subject(
        rig.bean(Contacts.class).find(address).map(contact -> contact.id()), Optional.of(address));
    rig.context().getBeansOfType(PersonalData.class).forEach(part -> part.erase(cleo));

    var erased = visitor.open(link + "/receipt.json");
    var forged = visitor.open("/c/nothing/receipt.json");

    assertThat(erased.status()).isEqualTo(404);
    assertThat(erased.body()).isEqualTo(forged.body());
  }

  private String asked(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return inbox.only(address).link("/c/");
  }

  private static String offered(Visitor.Page page, String words) {
    return page.document().select("a").stream()
        .filter(link -> link.text().equals(words))
        .findFirst()
        .orElseThrow()
        .attr("href");
  }
}
