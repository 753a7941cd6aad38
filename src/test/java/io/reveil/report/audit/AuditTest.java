package io.reveil.report.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reveil.job.Recurring;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One contact for each kind of finding, brought in by the doors that operators and people use (F12, S4.12). */
@Tag("sql")
class AuditTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final ObjectMapper JSON = new ObjectMapper();
  /** When the server first read its purposes. */
  private static final Instant PUBLISHED = TestClock.START;

  private final AuditBase base = new AuditBase(rig);
  private final Recurring work = rig.bean(Recurring.class, "AuditWork");

  @BeforeEach
  void oneOfEach() {
    if (rig.count("contact") == 0) {
      base.oneOfEach();
    }
  }

  /** (F12, A9, A14) */
  @Test
  void eachContactStandsOnceWithItsReason() throws Exception {
    JsonNode audit = audited();

    assertThat(counts(audit))
        .isEqualTo(new TreeMap<>(Map.ofEntries(
            Map.entry("CONFIRMED", 1L),
            Map.entry("DECLARED", 2L),
            Map.entry("WITHDRAWN", 1L),
            Map.entry("REFUSED", 1L),
            Map.entry("SUPPRESSED", 1L),
            Map.entry("RESTRICTED", 1L),
            Map.entry("EVIDENCE_MISSING", 1L),
            Map.entry("NO_BASIS", 1L),
            Map.entry("NOT_CONFIRMED", 1L),
            Map.entry("NO_ADDRESS", 1L),
            Map.entry("UNDELIVERABLE", 1L))));
    assertThat(audit.path("people").asLong()).isEqualTo(12);
    assertThat(audit.path("mayBeWrittenTo").asLong()).isEqualTo(3);
    assertThat(audit.path("withGaps").asLong()).isEqualTo(5);
    assertThat(audit.path("says").path("en").asText())
        .isEqualTo("Of 12 people, 3 may be written to, with proof; for 5, something is missing.");
    assertThat(audit.path("says").path("fr").asText()).startsWith("Sur 12 personnes");
  }

  /** (F12) Explains why, and what to do, in both languages. */
  @Test
  void eachFindingHasAReasonAndAnActionInBothLanguages() throws Exception {
    for (JsonNode finding : audited().path("purposes").path(0).path("findings")) {
      for (String sentence : List.of("reason", "action")) {
        assertThat(finding.path(sentence).path("fr").asText()).endsWith(".");
        assertThat(finding.path(sentence).path("en").asText()).endsWith(".");
      }
    }
  }

  /** (F12, A14) What a spreadsheet would run as a formula is text, and no address is in the list. */
  @Test
  void theListTellsBasisEvidenceSourceAndAge() throws Exception {
    String csv = text("/api/audits/contacts.csv");
    Map<String, NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv).stream()
        .collect(Collectors.toMap(row -> row.getField("contact"), row -> row));

    assertThat(rows).hasSize(12);
    assertThat(rows.get(base.id("declared")))
        .extracting(row -> row.getField("basis"), row -> row.getField("evidence"))
        .containsExactly("CONSENT", "DECLARED");
    assertThat(rows.get(base.id("declared")))
        .extracting(row -> row.getField("source"), row -> row.getField("months"))
        .containsExactly("'=shop form", "14");
    assertThat(rows.get(base.id("claimed")))
        .extracting(row -> row.getField("basis"), row -> row.getField("missing"))
        .containsExactly("NONE", "consent_source, consent_text");
    assertThat(rows.get(base.id("confirmed")))
        .extracting(row -> row.getField("evidence"), row -> row.getField("source"))
        .containsExactly("DOI", "newsletter");
    assertThat(csv).doesNotContain("@example.org");
  }

  @Test
  void theListIsAlsoOneJsonObjectALine() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text("/api/audits/contacts").lines().toList()) {
      lines.add(JSON.readTree(line));
    }

    assertThat(lines).hasSize(12);
    assertThat(lines)
        .filteredOn(line -> line.path("contact").asText().equals(base.id("withdrawn")))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.path("finding").asText()).isEqualTo("WITHDRAWN");
          assertThat(line.path("kind").asText()).isEqualTo("ANSWERED");
          assertThat(line.path("action").path("fr").asText()).startsWith("Rien");
        });
  }

  /** (A5) Unused for twelve months and no day less, with its count and the purposes that lack. */
  @Test
  void aFieldThatNoPurposeHasUsedForAYearIsReported() throws Exception {
    rig.database().update("DELETE FROM campaign");
    rig.clock().tick(Duration.between(rig.clock().instant(), PUBLISHED.plus(Duration.ofDays(364))));
    JsonNode fresh = audited().path("fields").path(0);
    rig.clock().tick(Duration.ofDays(2));

    JsonNode later = audited().path("fields").path(0);

    assertThat(fresh.path("finding").asText()).isEqualTo("USED");
    assertThat(fresh.has("lacking")).isFalse();
    assertThat(later.path("field").asText()).isEqualTo("first_name");
    assertThat(later.path("people").asLong()).isEqualTo(1);
    assertThat(later.path("finding").asText()).isEqualTo("UNUSED");
    assertThat(later.path("lacking")).extracting(JsonNode::asText).containsExactly("newsletter");
  }

  /** (A4, A5) */
  @Test
  void aColumnThatNothingDeclaresAnyMoreIsReported() throws Exception {
    rig.database().update("ALTER TABLE contact_field ADD COLUMN f_shoe_size INT");
    try {
      assertThat(audited().path("fields").findValuesAsText("finding")).contains("UNDECLARED");
    } finally {
      rig.database().update("ALTER TABLE contact_field DROP COLUMN f_shoe_size");
    }
  }

  @Test
  void aRepeatedStartIsTheSameAuditAndTheOneBeforeGoesWhenItIsDone() throws Exception {
    audited();
    String first = start();

    assertThat(start()).isEqualTo(first);
    assertThat(rig.count("audit_run")).isEqualTo(2);
    finish();
    assertThat(rig.count("audit_run")).isEqualTo(1);
    assertThat(JSON.readTree(text("/api/audits/latest")).path("id").asText()).isEqualTo(first);
  }

  /** (A56) Figures are not contacts. */
  @Test
  void aSchedulersKeyReadsNoAudit() throws Exception {
    String key = JSON.readTree(send(
            HttpRequest.newBuilder(rig.uri("/api/keys"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                    "{\"name\":\"airflow\",\"scopes\":[\"TRIGGER\",\"READ\"]}")),
            admin()))
        .path("key")
        .asText();

    assertThat(send(HttpRequest.newBuilder(rig.uri("/api/audits/contacts.csv")).GET(), key))
        .contains("SCOPE_MISSING");
  }

  private JsonNode audited() throws Exception {
    start();
    finish();
    return JSON.readTree(text("/api/audits/latest"));
  }

  private String start() throws Exception {
    return JSON.readTree(send(
            HttpRequest.newBuilder(rig.uri("/api/audits")).POST(BodyPublishers.noBody()), admin()))
        .path("id")
        .asText();
  }

  private void finish() {
    boolean more = true;
    while (more) {
      more = work.round();
    }
  }

  private static Map<String, Long> counts(JsonNode audit) {
    Map<String, Long> counts = new TreeMap<>();
    audit
        .path("purposes")
        .path(0)
        .path("findings")
        .forEach(finding ->
            counts.put(finding.path("finding").asText(), finding.path("people").asLong()));
    return counts;
  }

  private static String admin() throws IOException {
    return Files.readString(rig.home().resolve("admin.key")).strip();
  }

  private static String text(String path) throws Exception {
    return send(HttpRequest.newBuilder(rig.uri(path)).GET(), admin());
  }

  private static String send(HttpRequest.Builder request, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(request.header("X-Api-Key", key).build(), BodyHandlers.ofString())
          .body();
    }
  }
}
