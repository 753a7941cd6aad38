package io.reveil.report.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Contacts;
import io.reveil.contact.Reachability;
import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.report.count.Walks;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Whom one can reach, why not the others, and how that wears off (B24, F11). */
@Tag("sql")
class ReachTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Walks walks = new Walks(rig);
  private final KeyedClient client = new KeyedClient(rig);

  @BeforeEach
  void aSmallBase() {
    rig.empty();
    ContactId ada = walks.contact("ada", LocalDate.of(2024, 3, 1));
    walks.agrees(ada);
    walks.buys(ada, LocalDate.of(2026, 10, 5));
    ContactId bob = walks.contact("bob", LocalDate.of(2024, 3, 1));
    walks.agrees(bob);
    walks.buys(bob, LocalDate.of(2026, 2, 5));
    ContactId cyd = walks.contact("cyd", LocalDate.of(2024, 3, 1));
    walks.agrees(cyd);
    walks.leaves(cyd);
    ContactId dan = walks.contact("dan", LocalDate.of(2023, 12, 24));
    walks.agrees(dan);
    rig.bean(Reachability.class).recordHardBounce(dan, 1);
    walks.contact("eve", LocalDate.of(2026, 11, 1));
  }

  /** (B24) Sendable by law and deliverable; everybody else once, under a reason. */
  @Test
  void contactableIsLawfulAndDeliverable() {
    walks.count();

    JsonNode report = client.get("/api/reports/reach").body();
    JsonNode newsletter = report.path("purposes").path(0);

    assertThat(report.path("people").asLong()).isEqualTo(5);
    assertThat(newsletter.path("purpose").asText()).isEqualTo("newsletter");
    assertThat(newsletter.path("contactable").asLong()).isEqualTo(2);
    assertThat(newsletter.path("share").asDouble()).isEqualTo(0.4);
    assertThat(newsletter.path("reasons").findValuesAsText("reason"))
        .containsExactlyInAnyOrder("WITHDRAWN", "UNDELIVERABLE", "NO_BASIS");
    assertThat(newsletter.path("reasons")).allSatisfy(reason -> {
      assertThat(reason.path("people").asLong()).isEqualTo(1);
      assertThat(reason.path("says").path("fr").asText()).endsWith(".");
    });
    assertThat(report.path("purposes")).hasSize(1);
    assertThat(report.path("says").path("en").asText())
        .isEqualTo(
            "5 people. 2 may be written to today, and 1 gave a sign of life in the last 180 days.");
    assertThat(report.path("says").path("fr").asText()).startsWith("5 personnes.");
  }

  /** (B24) 10 contacts: 2 without basis, 1 undeliverable, 1 suppressed, 1 both undeliverable and without basis. */
  @Test
  void ofTenPeopleFiveAreContactableAndEachOtherIsCountedOnce() {
    rig.empty();
    LocalDate day = LocalDate.of(2024, 3, 1);
    List<ContactId> ten = IntStream.range(0, 10)
        .mapToObj(number -> walks.contact("contact" + number, day))
        .toList();
    ten.subList(0, 7).forEach(walks::agrees);
    Contacts contacts = rig.bean(Contacts.class);
    rig.bean(Reachability.class).recordHardBounce(ten.get(5), 1);
    EmailAddress banned = contacts.find(ten.get(6)).orElseThrow().email().orElseThrow();
    rig.database()
        .write(() -> rig.bean(Suppressions.class)
            .add(
                rig.bean(AddressDigests.class).of(banned),
                SuppressionReason.COMPLAINT,
                "complaint"));
    rig.bean(Reachability.class).recordHardBounce(ten.get(7), 1);

    walks.count();
    JsonNode newsletter =
        client.get("/api/reports/reach").body().path("purposes").path(0);

    assertThat(newsletter.path("contactable").asLong()).isEqualTo(5);
    Map<String, Long> reasons = new TreeMap<>();
    newsletter
        .path("reasons")
        .forEach(reason ->
            reasons.put(reason.path("reason").asText(), reason.path("people").asLong()));
    assertThat(reasons).isEqualTo(Map.of("UNDELIVERABLE", 2L, "NO_BASIS", 2L, "SUPPRESSED", 1L));
  }

  /** (F11) Decay by month, and who will be erased when. */
  @Test
  void theBaseWearsOffMonthByMonth() {
    walks.count();

    JsonNode report = client.get("/api/reports/reach").body();
    JsonNode months = report.path("months");
    JsonNode limits = report.path("limits").path("months");

    assertThat(months).hasSize(13);
    assertThat(months.path(12).path("month").asText()).isEqualTo("2026-11");
    assertThat(months.path(12).path("active").asLong()).isEqualTo(1);
    assertThat(months.path(12).path("inactive").asLong()).isEqualTo(1);
    assertThat(months.path(9).path("month").asText()).isEqualTo("2026-08");
    assertThat(months.path(9).path("fellSilent").asLong()).isEqualTo(1);
    assertThat(months.path(9).path("decay").asDouble()).isEqualTo(1.0);
    assertThat(limits.path(0).path("month").asText()).isEqualTo("2026-11");
    assertThat(limits.path(1).path("people").asLong()).isEqualTo(1);
    assertThat(report.toString()).doesNotContain("@");
  }

  /** Hit classes over time, and bounce classes by provider, from counters alone (B24, C4). */
  @Test
  void whatCameBackIsCountedByClass() {
    cameBack(rig);
    walks.count();

    JsonNode report = client.get("/api/reports/reach").body();

    assertThat(report.path("hits").toString()).isEqualTo("""
        [{"month":"2026-10","kind":"CLICK","classes":{"SCAN":9}},\
        {"month":"2026-11","kind":"CLICK","classes":{"SCAN":4,"HUMAN_LIKELY":3}},\
        {"month":"2026-11","kind":"OPEN","classes":{"PROXIED":2}}]""");
    assertThat(report.path("providers").toString()).isEqualTo("""
        [{"provider":"orange","offered":200,"failed":{"HARD":3,"BLOCK":50}},\
        {"provider":"free","offered":7,"failed":{}}]""");
  }

  /** Counters as tracking and delivery keep them; those of a link without a name, and of long ago, are not told. */
  static void cameBack(Rig rig) {
    rig.database()
        .batch(
            """
        INSERT INTO hit_count (counted_on, kind, wave_id, link_id, hit_class, hits)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
            List.of(
                new Object[] {LocalDate.of(2025, 10, 31), "CLICK", 1L, 1L, "SCAN", 100},
                new Object[] {LocalDate.of(2026, 10, 31), "CLICK", 1L, 1L, "SCAN", 9},
                new Object[] {LocalDate.of(2026, 11, 1), "CLICK", 1L, 1L, "SCAN", 3},
                new Object[] {LocalDate.of(2026, 11, 2), "CLICK", 1L, 2L, "SCAN", 1},
                new Object[] {LocalDate.of(2026, 11, 2), "CLICK", 1L, 2L, "HUMAN_LIKELY", 3},
                new Object[] {LocalDate.of(2026, 11, 2), "CLICK", 1L, 2L, "ANONYMOUS", 30},
                new Object[] {LocalDate.of(2026, 11, 2), "OPEN", 1L, 0L, "PROXIED", 2}));
    Instant now = rig.clock().instant();
    rig.database()
        .batch(
            """
        INSERT INTO provider_count (provider_group, offered_at, fate, slot, mails)
        VALUES (?, ?, ?, ?, ?)
        """,
            List.of(
                new Object[] {"free", now, "OFFERED", 0, 7},
                new Object[] {"orange", now, "OFFERED", 0, 150},
                new Object[] {"orange", now, "OFFERED", 1, 50},
                new Object[] {"orange", now, "HARD", 0, 3},
                new Object[] {"orange", now, "BLOCK", 0, 50},
                new Object[] {"orange", now.minus(Duration.ofDays(91)), "OFFERED", 0, 1_000}));
  }

  @Test
  void theFiguresAreLinesForSpreadsheetsToo() {
    cameBack(rig);
    walks.count();

    assertThat(client.text("/api/reports/reach.csv"))
        .startsWith("part,of,month,figure,count\nbase,,,PEOPLE,5\nbase,,,CONTACTABLE,2\n")
        .contains("purpose,newsletter,,WITHDRAWN,1\n")
        .contains("activity,,2026-08,FELL_SILENT,1\n")
        .contains("limit,,2026-12,LIMIT,1\n")
        .contains("hits,,2026-11,CLICK_HUMAN_LIKELY,3\n")
        .contains("provider,orange,,BLOCK,50\n");
  }

  @Test
  void beforeTheFirstCountTheAnswerSaysHowToCount() {
    KeyedClient.Answer answer = client.get("/api/reports/reach");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body().path("detail").asText()).contains("POST /api/audits");
  }

  @Command(name = "reveil", subcommands = ReportCommand.class)
  private record Root(Map<String, String> environment) implements RemoteCommand.WithEnvironment {}

  /** At a terminal, in French, with the figures saved beside it. */
  @Test
  void theCommandCountsAndReports(@TempDir Path folder) throws Exception {
    cameBack(rig);
    Path csv = folder.resolve("reach.csv");
    StringWriter out = new StringWriter();
    CommandLine reveil = new CommandLine(new Root(Map.of(
            "REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString())))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()));
    Recurring work = rig.bean(Recurring.class, "AuditWork");
    try (var threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> code = threads.submit(
          () -> reveil.execute("report", "reach", "--language", "fr", "--csv", csv.toString()));
      while (!code.isDone()) {
        work.round();
      }
      assertThat(code.get()).isZero();
    }

    assertThat(out.toString())
        .startsWith("5 personnes.")
        .contains("La lettre du matin", "joignables", "[UNDELIVERABLE]", "se sont tus")
        .containsPattern("2026-12\\s+1 ▇+")
        .contains("CLICK  SCAN 4, HUMAN_LIKELY 3")
        .containsPattern("200 orange\\s+HARD 3, BLOCK 50");
    assertThat(Files.readString(csv)).startsWith("part,of,month,figure,count");
  }
}
