package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.CAMILLE;
import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.doiSent;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.posted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.Digests;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class ProofTest {
  private static final HexFormat HEX = HexFormat.of();

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final ConsentData data = rig.bean(ConsentData.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);

  /** Each field that evidence must have, and the words that the person read (A10, E6). */
  @Test
  void aProofSaysHowWhenAndOnWhatInformation() throws Exception {
    ConsentKey key = aKey();
    ledger.request(key, posted());
    ledger.recordDoiSent(key, doiSent());
    ledger.grant(key, confirmed(notice));

    JsonNode proof = proof(key);
    JsonNode grant = proof.get("events").get(2);

    assertThat(proof.get("state").asText()).isEqualTo("GRANTED");
    assertThat(proof.get("controller").asText()).isEqualTo("Maison Lumen");
    assertThat(acts(proof)).containsExactly("REQUESTED", "DOI_SENT", "GRANTED");
    assertThat(grant.get("grade").asText()).isEqualTo("DOI");
    assertThat(grant.get("opened").properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "address",
            "asked",
            "contact",
            "doiMessageId",
            "door",
            "formId",
            "linkKeyId",
            "othersOfHost",
            "othersOfHostAtOnce",
            "othersOfNetwork",
            "othersWithinSeconds",
            "page",
            "requestId",
            "secondsMailToPage",
            "secondsMailToPress",
            "secondsPageToPress",
            "userAct");
    assertThat(grant.get("opened").get("secondsMailToPage").asText()).isEqualTo("720");
    assertThat(grant.get("opened").get("secondsMailToPress").asText()).isEqualTo("728.4");
    assertThat(grant.get("opened").get("secondsPageToPress").asText()).isEqualTo("8.4");
    assertThat(grant.get("opened").get("asked").asText()).isEqualTo("ONCE");
    assertThat(grant.get("opened").get("userAct").asText()).isEqualTo("POST");
    assertThat(grant.get("notice").get("language").asText()).isEqualTo("fr");
    assertThat(HEX.formatHex(Digests.sha256(
            grant.get("notice").get("text").asText().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(grant.get("notice").get("sha256").asText());
  }

  @Test
  void aProofIsNotForEverybody() throws Exception {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    assertThat(ask(key).statusCode()).isEqualTo(401);
  }

  /** Consent does not lapse by law; the policy's term is told (E7). */
  @Test
  void aProofTellsTheTermOfThePolicy() throws Exception {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    assertThat(proof(key).get("validity").get("duration").asText()).isEqualTo("P36M");
    assertThat(proof(key).get("validity").get("lapsesByLaw").asBoolean()).isFalse();
  }

  /** What was said beside its box holds: thirteen months, counted from the measuring itself (A28, E7). */
  @Test
  void aProofOfATrackingConsentTellsItsOwnTerm() throws Exception {
    ConsentKey key = new ConsentKey(aKey().contact(), Channel.EMAIL, new Purpose("open_tracking"));
    ledger.grant(key, confirmed(notice));

    assertThat(proof(key).get("validity").get("duration").asText()).isEqualTo("P13M");
    assertThat(proof(key).get("validity").get("countedFrom").asText()).isEqualTo("COLLECTION");
  }

  @Test
  void aStrangerRecomputesEveryCommitment() throws Exception {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));
    ledger.withdraw(key, left());

    JsonNode proof = proof(key);

    byte[] salt = HEX.parseHex(proof.get("salt").asText());
    for (JsonNode event : proof.get("events")) {
      JsonNode sealed = new ObjectMapper().readTree(event.get("canonical").asText());
      assertThat(sealed.get("commitments").size())
          .isEqualTo(event.get("opened").size())
          .isPositive();
      event
          .get("opened")
          .properties()
          .forEach(opened -> assertThat(HEX.formatHex(
                  Digests.commitment(salt, opened.getKey(), opened.getValue().asText())))
              .isEqualTo(sealed.get("commitments").get(opened.getKey()).asText()));
    }
  }

  /** After erasure the ledger holds nothing from which an address could be found again (E9). */
  @Test
  void anErasedPersonLeavesALedgerThatSpeaksOfNobody() throws Exception {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));
    JsonNode before = proof(key).get("events").get(0);
    Subject subject = new Subject(Optional.of(key.contact()), Optional.empty());

    int erased = data.erase(subject);
    int again = data.erase(subject);

    assertThat(erased).isPositive();
    assertThat(again).isZero();
    assertThat(rig.bean(Proofs.class).find(key)).isEmpty();
    String kept = rig.database()
        .first(
            "SELECT canonical FROM consent_event WHERE event_id = ?",
            row -> new String(row.getBytes("canonical"), StandardCharsets.UTF_8),
            before.get("eventId").asLong())
        .orElseThrow();
    assertThat(kept).isEqualTo(before.get("canonical").asText());
    assertThat(kept.replaceAll("[0-9a-f]{64}", "a digest"))
        .doesNotContain(CAMILLE.forSending(), "lettres", "<doi71", key.contact().toString());
    assertThat(rig.database()
            .list(
                "SELECT salt FROM consent_subject WHERE contact_id = ?",
                row -> row.getBytes("salt"),
                key.contact().value()))
        .isEmpty();
  }

  @Test
  void anExportHoldsTheProofOfEachConsent() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    Object export = data.export(new Subject(Optional.of(key.contact()), Optional.of(CAMILLE)));

    assertThat(export)
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("suppressed", List.of())
        .extractingByKey("consents")
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  private static List<String> acts(JsonNode proof) {
    return proof.get("events").findValuesAsText("act");
  }

  private static JsonNode proof(ConsentKey key) throws Exception {
    HttpResponse<String> answer =
        ask(key, "X-Api-Key", Files.readString(rig.home().resolve("admin.key")).strip());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  private static HttpResponse<String> ask(ConsentKey key, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(
        rig.uri("/api/contacts/%s/consents/%s/proof".formatted(key.contact(), key.purpose())));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }
}
