package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Tally;
import io.reveil.kernel.ContactId;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that say on what writing may rest, and where the data come from (A9, A15, A16, A17). */
@Tag("sql")
class BasisImportTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private Imports imports;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
  }

  private static final String SALE =
      "external_id,email,category,consent_purpose,legal_basis,consent_at,consent_source,basis_sale,basis_seller,"
          + "basis_refusal,source_type\n";

  /** A15: each condition is a column; without one of them nothing allows writing, and the contact is kept. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      2025-05-04,shop,a lamp,Maison Lumen,a box,sale | NONE CUSTOMER_SOFT_OPT_IN
      2025-05-04,shop,a lamp,lumen,a box,sale        | NONE CUSTOMER_SOFT_OPT_IN
      2025-05-04,shop,a lamp,Maison Lumen,,sale    | NONE NONE
      2025-05-04,shop,,Maison Lumen,box,sale       | NONE NONE
      2025-05-04,shop,a lamp,,box,sale             | NONE NONE
      ,shop,a lamp,Maison Lumen,box,sale           | NONE NONE
      2025-05-04,shop,a lamp,Maison Lumen,Non,sale | NONE NONE
      2025-05-04,shop,a lamp,Maison Lumen,1,sale   | NONE NONE
      """)
  void aSaleIsShownWholeOrNotAtAll(String proof, String standing) {
    Run run = imports.contacts(
        SALE + "7,ada@example.org,customer,newsletter,customer_soft_opt_in," + proof + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    assertThat(imports.consent(ada())).isEqualTo(standing);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      customer,newsletter,customer_soft_opt_in,2025-05-04,shop,a lamp,Autre SARL,box,sale        | basis_seller    | OTHER_SELLER
      customer,newsletter,customer_soft_opt_in,2025-05-04,shop,a lamp,Maison Lumen,box,own_form  | source_type     | NOT_FROM_A_SALE
      customer,newsletter,gut_feeling,2025-05-04,shop,a lamp,Maison Lumen,box,sale               | legal_basis     | BAD_BASIS
      customer,newsletter,none,2025-05-04,shop,a lamp,Maison Lumen,box,sale                      | legal_basis     | BAD_BASIS
      customer,newsletter,transactional,2025-05-04,shop,a lamp,Maison Lumen,box,sale             | legal_basis     | BASIS_NOT_DECLARED
      customer,,customer_soft_opt_in,2025-05-04,shop,a lamp,Maison Lumen,box,sale                | consent_purpose | PURPOSE_MISSING
      customer,newsletter,customer_soft_opt_in,2025-05-04,shop,a lamp,Maison Lumen,box,friends   | source_type     | BAD_SOURCE_TYPE
      customer,newsletter,professional_legitimate_interest,2025-05-04,fair,,,box,own_form        | category        | NOT_PROFESSIONAL
      """)
  void whatCannotBeIsRefusedByItsColumn(String cells, String column, String code) {
    Run run = imports.contacts(SALE + "7,ada@example.org," + cells + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0, 1));
    assertThat(imports.rejects(run).getFirst())
        .matches(reject -> reject.column().equals(column) && reject.code().equals(code));
    assertThat(rig.count("contact")).isZero();
  }

  /** (A15, A17): a whole file may be said to come from sales. */
  @Test
  void aSaleMayBeSaidOnceForTheFile() {
    Run run = imports.contacts(
        "sale",
        SALE
            + "7,ada@example.org,customer,newsletter,customer_soft_opt_in,2025-05-04,shop,a lamp,lumen,box,\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    assertThat(imports.consent(ada())).isEqualTo("NONE CUSTOMER_SOFT_OPT_IN");
  }

  /** A10, A14: "yes" repeats no sentence that anybody read; a consent without its purpose is no consent to anything. */
  @Test
  void aTickInACellIsNoTextAndAConsentHasAPurpose() {
    String header = "external_id,email,consent_purpose,consent_at,consent_source,consent_text\n";

    Run run = imports.contacts(header + """
        7,ada@example.org,newsletter,2025-05-04,shop,true
        8,bob@example.org,,2025-05-04,shop,I agree to the letter.
        """);

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.consent(ada())).isEqualTo("NONE NONE");
    assertThat(imports.rejects(run).getFirst().code()).isEqualTo("PURPOSE_MISSING");
  }

  /** S0.5: a consent by SMS of somebody without e-mail is kept; that of another channel is another purpose (A2). */
  @Test
  void somebodyWithoutAddressMayAgreeToAnotherChannel() {
    String header =
        "external_id,email,consent_purpose,consent_channel,consent_at,consent_source,consent_text\n";

    Run run = imports.contacts(header + """
        7,,text_news,sms,2025-05-04,shop,J’accepte les SMS.
        8,,text_news,email,2025-05-04,shop,J’accepte les SMS.
        9,,text_news,pigeon,2025-05-04,shop,J’accepte les SMS.
        10,,newsletter,email,2025-05-04,shop,J’accepte la lettre.
        """);

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 3));
    assertThat(imports.rejects(run).stream().map(reject -> reject.code()))
        .containsExactly("OTHER_CHANNEL", "BAD_CHANNEL", "CONSENT_WITHOUT_ADDRESS");
    assertThat(rig.database()
            .list(
                "SELECT channel, purpose, state FROM current_consent",
                row -> row.getString(1) + " " + row.getString(2) + " " + row.getString(3)))
        .containsExactly("SMS text_news GRANTED");

    JsonNode records = new KeyedClient(rig)
        .post("/api/consents/export", "application/json", "{\"externalId\": \"7\"}")
        .body()
        .path("records");
    assertThat(records).hasSize(1);
    JsonNode process = records.get(0).path("dpv:hasProcess").get(0);
    assertThat(process.path("dpv:hasPersonalData").get(0).asText()).isEqualTo("pd:TelephoneNumber");
    assertThat(process.path("dpv:hasPurpose").get(0).path("dct:identifier").asText())
        .isEqualTo("text_news");
    assertThat(process
            .path("dpv:hasConsentStatus")
            .get(0)
            .path("dpv:isExercisedAt")
            .asText())
        .isEqualTo("shop");
  }

  private static ContactId ada() {
    return rig.bean(Contacts.class).findByExternalId("7").orElseThrow().id();
  }
}
