package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
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

  @Test
  void beforeTheConfirmationThereIsNothingToTakeAway() {
    String link = asked("bea@example.org");

    for (String path : new String[] {"/receipt", "/receipt.json"}) {
      assertThat(visitor.open(link + path).heading()).isEqualTo("Confirmez votre inscription");
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
