package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Purpose;
import io.reveil.kernel.Subject;
import io.reveil.key.AddressDigests;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever asks gets all that the register says is exported: each such column has a value of its own here, and is looked for
 * in the export (GDPR art. 15, 20; A45). A new column of personal data fails until it is exported, or says why not.
 */
@Tag("sql")
class RightsExportTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ContactId PERSON = new ContactId(815);
  private static final EmailAddress ADDRESS =
      EmailAddress.parse("rights@example.org").orElseThrow();

  /** Where a table's rows of the person are, if not by its contact_id. */
  private static final Map<String, String> WHERE = Map.of(
      "consent_event",
      "subject_ref IN (SELECT subject_ref FROM consent_subject)",
      "seal_entry",
      "subject_ref IN (SELECT subject_ref FROM consent_subject)",
      "doi_sending",
      "1 = 1",
      "import_reject",
      "1 = 1");

  /** Written by the ledger itself. */
  private static final Set<String> OF_THE_LEDGER = Set.of(
      "consent_subject", "consent_event", "consent_opening", "current_consent", "seal_entry");

  /** What several tables call the same. */
  private static final Map<String, Object> SHARED =
      Map.of("contact_id", PERSON.value(), "message_id", 4711, "hit_id", 4712);

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();
  private final Map<String, Object> given = new HashMap<>();
  private int made;

  @BeforeEach
  void aPersonWithARowInEachTable() throws IOException {
    rig.empty();
    whatMustMeanSomething();
    for (String table : tables()) {
      if (!OF_THE_LEDGER.contains(table)) {
        insert(table);
      }
    }
    given.put("subscription_request.request_id", 4714);
    given.put("subscription_request.moves_to", "elsewhere@example.org");
    given.put("subscription_request.moves_from", Optional.empty());
    insert("subscription_request");
    consents();
  }

  @Test
  void allThatIsKeptOfAPersonIsTold() throws IOException {
    Map<String, Set<String>> told = new HashMap<>();
    for (PersonalData data : rig.context().getBeansOfType(PersonalData.class)) {
      Set<String> leaves = new TreeSet<>();
      gather(
          JSON.valueToTree(data.export(new Subject(Optional.of(PERSON), Optional.of(ADDRESS)))),
          leaves);
      told.put(data.section(), leaves);
    }

    for (NamedCsvRecord row : exported()) {
      List<String> stored = stored(row.getField("table"), row.getField("column"));
      String place = row.getField("table") + "." + row.getField("column");
      assertThat(stored).as("this test gives %s a value", place).isNotEmpty();
      assertThat(told).as(place).containsKey(row.getField("exported"));
      assertThat(told.get(row.getField("exported")))
          .as("%s, which the register says is exported", place)
          .containsAll(stored);
    }
  }

  private void whatMustMeanSomething() {
    AddressDigest digest = rig.bean(AddressDigests.class).of(ADDRESS).newest();
    given.putAll(Map.of(
        "contact.state", "LIVE",
        "contact.email", ADDRESS.forSending(),
        "contact.category", "CUSTOMER",
        "contact.source_type", "THIRD_PARTY",
        "contact.country", "BE",
        "contact.zone", "Indian/Reunion",
        "identity.kind", "EMAIL",
        "identity.identity_key", ADDRESS.key().getBytes(StandardCharsets.UTF_8)));
    given.putAll(Map.of(
        "subscription_request.state",
        "PENDING",
        "subscription_request.request_id",
        4713,
        "subscription_request.door",
        "SNIPPET",
        "subscription_request.page_url",
        "https://www.example.org/signed-up-here",
        "subscription_request.moves_to",
        Optional.empty(),
        "requested_purpose.request_id",
        4713,
        "typed_field.request_id",
        4713,
        "doi_sending.address_digest",
        digest.bytes(),
        "doi_sending.pepper_id",
        digest.pepperId(),
        "import_reject.row_text",
        "7,rights@example.org,nonsense"));
    given.putAll(Map.of(
        "former_state.request_id",
        4713,
        "former_state.source_type",
        "PUBLIC_WEB",
        "filled_gap.request_id",
        4713,
        "lifted_ban.request_id",
        4713));
    given.putAll(Map.of(
        "enrolment.version", 1,
        "enrolment.stage", 0,
        "enrolment.arm", "TREATED",
        "enrolment.state", "EXITED",
        "enrolment.exit_reason", "CLICKED",
        "comeback.was", "DORMANT"));
    long campaign = campaign();
    for (String table : List.of("enrolment", "slot", "sunset")) {
      given.put(table + ".campaign_id", campaign);
    }
  }

  private long campaign() {
    new KeyedClient(rig).post("/api/campaigns", "application/yaml", """
        campaign: told
        kind: WIN_BACK
        purpose: newsletter
        audience: { all: [ { status: { in: [INACTIVE, DORMANT] } } ] }
        holdout: 0%
        stages:
          - { id: value, after: P0D, template: win-back/value }
        """);
    return database
        .first("SELECT campaign_id FROM campaign", row -> row.getLong(1))
        .orElseThrow();
  }

  private void consents() {
    ConsentLedger ledger = rig.bean(ConsentLedger.class);
    ledger.grant(
        new ConsentKey(PERSON, Channel.EMAIL, Ledgers.NEWSLETTER),
        Ledgers.confirmed(rig.bean(Purposes.class).notice(Ledgers.NEWSLETTER, Language.FR)));
    ledger.withdrawOthers(
        PERSON,
        List.of(new ConsentKey(PERSON, Channel.EMAIL, Ledgers.NEWSLETTER)),
        new Objection.Opposed(Instant.parse("2024-05-06T07:08:09Z"), "a list of old"));
    ledger.declare(List.of(new Declaration(
        new ConsentKey(PERSON, Channel.SMS, new Purpose("text_news")), Ledgers.claim())));
    rig.bean(Sealer.class).round();
  }

  private static List<NamedCsvRecord> exported() throws IOException {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(Path.of("src/docs/data-register.csv"))) {
      return rows.stream()
          .filter(row -> !row.getField("exported").matches("-|no: .*"))
          .toList();
    }
  }

  private static List<String> tables() throws IOException {
    return exported().stream().map(row -> row.getField("table")).distinct().toList();
  }

  /** A row whose every column has a value that no other has, as far as the types allow. */
  private void insert(String table) {
    List<String> names = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (Column column : columns(table)) {
      names.add(column.name());
      values.add(given.getOrDefault(
          table + "." + column.name(), SHARED.getOrDefault(column.name(), made(column))));
    }
    database.update(
        "INSERT INTO %s (%s) VALUES (%s)"
            .formatted(
                table,
                String.join(", ", names),
                String.join(", ", Collections.nCopies(names.size(), "?"))),
        values.toArray());
  }

  private record Column(String name, String type, int longest) {}

  private List<Column> columns(String table) {
    return database.list(
        """
        SELECT column_name, data_type, character_maximum_length
          FROM information_schema.columns
         WHERE table_schema = SCHEMA()
           AND table_name = ?
        """,
        row -> new Column(
            row.getString(1).toLowerCase(Locale.ROOT),
            row.getString(2).toLowerCase(Locale.ROOT),
            row.getInt(3)),
        table);
  }

  private Object made(Column column) {
    made++;
    return switch (column.type()) {
      case "tinyint", "boolean" -> true;
      case "smallint", "int", "integer", "bigint" -> 1_000 + 7 * made;
      case "decimal", "numeric" -> new BigDecimal(made + ".50");
      case "datetime", "timestamp" ->
        Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofMinutes(61L * made));
      case "date" -> LocalDate.of(2025, 1, 1).plusDays(made);
      case "varbinary", "binary varying" -> new byte[] {(byte) made};
      default -> column.longest() == 2 ? "fr" : "x" + made;
    };
  }

  /** What the table has of the person in this column, as an export would write it. */
  private List<String> stored(String table, String column) {
    return database
        .list(
            "SELECT %s FROM %s WHERE %s"
                .formatted(column, table, WHERE.getOrDefault(table, "contact_id = 815")),
            row -> text(row, column))
        .stream()
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return switch (row.getMetaData().getColumnType(1)) {
      case Types.TIMESTAMP -> Columns.optionalInstant(row, column).map(Instant::toString);
      case Types.DATE -> Columns.optionalDate(row, column).map(LocalDate::toString);
      case Types.BIT, Types.BOOLEAN -> Optional.of(String.valueOf(row.getBoolean(column)));
      case Types.VARBINARY, Types.BINARY ->
        Optional.ofNullable(row.getBytes(column))
            .map(bytes -> column.equals("subject_ref")
                ? HexFormat.of().formatHex(bytes)
                : new String(bytes, StandardCharsets.UTF_8));
      default -> Columns.optionalText(row, column);
    };
  }

  private static void gather(JsonNode node, Set<String> leaves) {
    if (node.isValueNode()) {
      leaves.add(node.asText());
    }
    node.properties().forEach(member -> leaves.add(member.getKey()));
    node.forEach(child -> gather(child, leaves));
  }
}
