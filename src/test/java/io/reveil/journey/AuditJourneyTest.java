package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.testing.Rig;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the audit says of people who answered the shipped pages, of measuring, too. */
@Tag("sql")
class AuditJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.measuring();

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);
  private final Office office = new Office(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (F12, A36): an empty box refuses to be measured and nothing else. */
  @Test
  void whoConfirmedWithoutTickingIsWrittenToAndNotMeasured() {
    confirm("silent@example.org", Map.of());

    JsonNode audit = audited();

    assertThat(audit.path("mayBeWrittenTo").asInt()).isEqualTo(1);
    assertThat(findings(audit))
        .isEqualTo(Map.of(
            "newsletter", "CONFIRMED",
            "open_tracking", "NOT_MEASURED",
            "link_tracking", "NOT_MEASURED"));
    JsonNode found = audit.path("purposes").path(1).path("findings").path(0);
    assertThat(found.path("kind").asText()).isEqualTo("ANSWERED");
    assertThat(found.path("reason").path("en").asText()).startsWith("Did not agree to be measured");
    assertThat(found.path("action").path("fr").asText()).contains("180 jours", "A36");
  }

  /** (F12, B24, A30): agreeing to be measured allows no letter. */
  @Test
  void whoLeftTheLetterAndGoesOnBeingMeasuredIsNotWrittenTo() {
    confirm("measured@example.org", Map.of("purposes", "open_tracking"));
    visitor.post(
        Letter.to(rig, "measured@example.org", 91).choose(),
        Map.of("purposes", "open_tracking", "notice.open_tracking", "1", "notice.newsletter", "1"));

    JsonNode audit = audited();

    assertThat(findings(audit))
        .isEqualTo(Map.of(
            "newsletter", "WITHDRAWN",
            "open_tracking", "MEASURED",
            "link_tracking", "NOT_MEASURED"));
    assertThat(audit.path("mayBeWrittenTo").asInt()).isZero();
    assertThat(audit.path("says").path("en").asText()).contains("Of 1 people, 0 may be written to");
    JsonNode measuring = audit.path("purposes").path(1);
    assertThat(measuring.path("sends").asBoolean(true)).isFalse();
    assertThat(measuring.path("proven").asInt()).isZero();
    assertThat(measuring.path("agreed").asInt()).isEqualTo(1);
    assertThat(office.get("/api/reports/reach").path("contactable").asInt()).isZero();
    assertThat(office.text("/api/audits/contacts.csv"))
        .contains(",open_tracking,EMAIL,MEASURED,AGREED,CONSENT,DOI,")
        .doesNotContain(",PROVEN,");
  }

  /** (A18): nor may a letter tell where the address came from, if measuring is all that was agreed to. */
  @Test
  void whoAgreedToBeMeasuredOnlyIsNotToldByALetter() {
    office.bringIn("contacts", """
        external_id,email,consent_purpose,consent_at,consent_source,consent_text,source_type,source_name,source_at
        1,told@example.org,open_tracking,2025-01-05,tombola,J’accepte que Maison Lumen mesure mes lectures.,third_party,Tombola SA,2025-01-05
        """);

    JsonNode audit = audited();

    assertThat(findings(audit))
        .isEqualTo(
            Map.of("newsletter", "NO_BASIS", "open_tracking", "MEASURED", "link_tracking", ""));
    assertThat(audit.path("fields").findValuesAsText("finding"))
        .contains("UNTELLABLE")
        .doesNotContain("UNTOLD");
  }

  private void confirm(String address, Map<String, String> ticked) {
    Map<String, String> asked = new HashMap<>();
    asked.put("email", address);
    asked.put("purposes", "newsletter");
    asked.put("notice.newsletter", "1");
    visitor.post("/f/newsletter?lang=fr", asked);
    visitor.press(visitor.open(inbox.only(address).link("/c/")), "Je confirme", ticked);
  }

  private JsonNode audited() {
    JsonNode begun = office.post("/api/audits", "application/json", "{}");
    office.work();
    return office.get("/api/audits/" + begun.path("id").asText());
  }

  /** The one finding of each purpose. */
  private static Map<String, String> findings(JsonNode audit) {
    Map<String, String> findings = new LinkedHashMap<>();
    audit
        .path("purposes")
        .forEach(purpose -> findings.put(
            purpose.path("purpose").asText(),
            String.join(" ", purpose.path("findings").findValuesAsText("finding"))));
    return findings;
  }
}
