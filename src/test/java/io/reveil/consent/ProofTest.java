package io.reveil.consent;

import static io.reveil.consent.Ledgers.CAMILLE;
import static io.reveil.consent.Ledgers.NEWSLETTER;
import static io.reveil.consent.Ledgers.aKey;
import static io.reveil.consent.Ledgers.confirmed;
import static io.reveil.consent.Ledgers.doiSent;
import static io.reveil.consent.Ledgers.left;
import static io.reveil.consent.Ledgers.posted;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.json.JsonMapper;
import io.reveil.kernel.Language;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void aProofSaysHowWhenAndOnWhatInformation() throws IOException {
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
            "address", "doiMessageId", "formId", "linkKeyId", "page", "requestId", "userAct");
    assertThat(grant.get("opened").get("userAct").asText()).isEqualTo("POST");
    assertThat(grant.get("notice").get("language").asText()).isEqualTo("fr");
    assertThat(HEX.formatHex(Digests.sha256(
            grant.get("notice").get("text").asText().getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(grant.get("notice").get("sha256").asText());
  }

  /** Consent does not lapse by law; the policy's term is told (E7). */
  @Test
  void aProofTellsTheTermOfThePolicy() throws IOException {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    assertThat(proof(key).get("validity").get("duration").asText()).isEqualTo("P36M");
    assertThat(proof(key).get("validity").get("lapsesByLaw").asBoolean()).isFalse();
  }

  @Test
  void aStrangerRecomputesEveryCommitment() throws IOException {
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
  void anErasedPersonLeavesALedgerThatSpeaksOfNobody() throws IOException {
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
    assertThat(kept)
        .isEqualTo(before.get("canonical").asText())
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
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("suppressed", List.of())
        .extractingByKey("consents")
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .hasSize(1);
  }

  private static List<String> acts(JsonNode proof) {
    return proof.get("events").findValuesAsText("act");
  }

  /** As it goes out over HTTP. */
  private static JsonNode proof(ConsentKey key) throws IOException {
    Map<String, Object> proof = rig.bean(Proofs.class).find(key).orElseThrow();
    return new ObjectMapper().readTree(rig.bean(JsonMapper.class).writeValueAsString(proof));
  }
}
