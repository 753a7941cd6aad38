package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.job.Recurring;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.tracking.Journal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Robots at ten addresses open all that stands in all mails, at once; then people do what they came for. */
class ScannerJourneyTest {
  private static final Pattern LINK =
      Pattern.compile("https://lettre\\.example\\.org/[^\\s\"<>#]+");

  private static final List<String> ROBOTS = List.of(
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120 Safari/537.36",
      "Barracuda Sentinel (EE)",
      "Mozilla/5.0 (compatible; Googlebot/2.1)",
      "python-requests/2.31",
      "Mozilla/5.0");

  private static final String LETTER = """
      <@mail title="Lampes" controller=controller postal=postal policyUrl=policyUrl contact=contact reason=reason>
      <@letter><a href="https://www.example.org/lampes">Nos lampes</a></@letter>
      </@mail>
      """;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files", OwnFiles.withTemplate("lamps", LETTER),
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** (promise 2; C1, C2, C3, D10): a GET or HEAD grants nothing, withdraws nothing, extends nothing. */
  @Test
  void openingEveryLinkFromTenAddressesChangesNothingAndPeopleGoOnAsBefore() throws Exception {
    signUp("anna@example.org", "fr");
    signUp("bert@example.org", "en");
    writeToASilentBase();
    Set<String> links =
        linksOf("anna@example.org", "bert@example.org", "stays@example.org", "leaves@example.org");
    assertThat(links).hasSizeGreaterThanOrEqualTo(2 + 2 * 3);
    var before = Rows.all(rig);

    List<Integer> answers = scan(links);

    assertThat(answers).hasSize(links.size() * 10 * 2).allMatch(status -> status == 200);
    assertThat(Rows.all(rig)).isEqualTo(before);

    confirm("anna@example.org", "Je confirme", "C’est confirmé. Merci.");
    confirm("bert@example.org", "I confirm", "Confirmed. Thank you.");
    var staying = visitor.open(inbox.only("stays@example.org").link("/s/"));
    assertThat(visitor.press(staying, "Je reste").status()).isEqualTo(200);
    var choosing = visitor.open(inbox.only("stays@example.org").link("/p/"));
    assertThat(choosing.document().select("[name=purposes][checked]").eachAttr("value"))
        .containsExactly("newsletter");
    assertThat(visitor.open(inbox.only("stays@example.org").link("/s/")).body())
        .as("one page of a mail leads to the other")
        .contains("Vos préférences");
    var leaving = visitor.open(inbox.only("leaves@example.org").link("/u/"));
    assertThat(visitor.press(leaving, "Arrêter cette lettre").status()).isEqualTo(200);
    JsonNode wave = office.get("/api/campaigns/reveil/waves/scanned");
    assertThat(wave.path("stayed").asInt()).isEqualTo(1);
    assertThat(wave.path("unsubscribed").asInt()).isEqualTo(1);
  }

  /** (promise 2; C1, C3, C4): of all other mails too; where reading is measured, raw hits come of it, judged later. */
  @Test
  void openingTheOtherMailsLeavesRawHitsAndNothingElse() throws Exception {
    askToMove("elsewhere@example.org");
    writeAMeasuredLetter();
    signUp("slow@example.org", "fr");
    assertThat(inbox.of("slow@example.org")).hasSize(1);
    rig.clock().tick(Duration.ofHours(49));
    rig.bean(Recurring.class, "Reminders").round();
    assertThat(inbox.of("slow@example.org")).hasSize(2);
    Set<String> links = linksOf("slow@example.org", "elsewhere@example.org", "agrees@example.org");
    assertThat(links).anyMatch(link -> link.endsWith("/measuring"));
    long measured = links.stream().filter(ScannerJourneyTest::isMeasured).count();
    assertThat(measured).as("a link and an image").isEqualTo(2);
    var before = rowsButRawHits();

    List<Integer> answers = scan(links);

    assertThat(answers)
        .hasSize(links.size() * 10 * 2)
        .allMatch(status -> status == 200 || status == 302);
    assertThat(rowsButRawHits()).isEqualTo(before);
    rig.bean(Journal.class).fileAll();
    assertThat(rig.count("hit")).isEqualTo(measured * 10 * 2);
    var asked = visitor.open(inbox.of("slow@example.org").getLast().link("/c/"));
    assertThat(visitor.press(asked, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
    confirm("elsewhere@example.org", "Je confirme", "C’est confirmé. Merci.");
    Inbox.Mail letter = inbox.only("agrees@example.org");
    var measuring = visitor.open(letter.links().stream()
        .filter(link -> link.endsWith("/measuring"))
        .findFirst()
        .orElseThrow());
    assertThat(visitor.press(measuring, "Ne plus rien mesurer").status()).isEqualTo(200);
    assertThat(rig.database()
            .list(
                "SELECT state FROM current_consent WHERE purpose = 'link_tracking' AND state <> 'NONE'",
                row -> row.getString(1)))
        .contains("WITHDRAWN")
        .doesNotContain("GRANTED");
  }

  private static boolean isMeasured(String link) {
    return link.contains("/l/") || link.contains("/o/");
  }

  private static Map<String, List<String>> rowsButRawHits() {
    Map<String, List<String>> rows = Rows.all(rig);
    rows.keySet().removeIf(table -> table.startsWith("hit"));
    return rows;
  }

  private void askToMove(String to) {
    Letter letter = Letter.toSubscriber(rig, "moves@example.org", 92);
    rig.database()
        .update(
            "UPDATE message SET state = 'SENT', settled_at = ? WHERE message_id = ?",
            rig.clock().instant(),
            letter.messageId());
    visitor.press(
        visitor.open(letter.choose()), "Demander à la nouvelle adresse", Map.of("email", to));
  }

  private void writeAMeasuredLetter() {
    office.bringIn("contacts", """
        external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
        1,agrees@example.org,fr,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
        1,agrees@example.org,fr,open_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
        1,agrees@example.org,fr,link_tracking,2025-05-04T12:00:00Z,checkout,Je veux bien.
        """);
    office.bringIn("events", """
        external_id,occurred_at,type
        1,2025-05-04T12:00:00Z,purchase
        """);
    office.apply("""
        campaign: measured
        kind: WIN_BACK
        purpose: newsletter
        audience: { all: [ { status: { in: [INACTIVE, DORMANT] } } ] }
        holdout: 0%
        tracking: { opens: IDENTIFIED, links: IDENTIFIED }
        stages:
          - { id: value, after: P0D, template: lamps }
        """);
    assertThat(office.run("measured", "scanned").path("sent").asInt()).isEqualTo(1);
  }

  /** (C10, B5): whoever leaves is never told to wait, however many leave from the same place. */
  @Test
  void aWithdrawalIsNeverBounded() {
    Letter letter = Letter.toSubscriber(rig, "crowd@example.org", 91);
    signUp("crowded@example.org", "fr");
    String asked = URI.create(inbox.only("crowded@example.org").link("/c/")).getPath();
    try (EmbeddedServer strict = rig.beside(Map.of("reveil.web.posts-per-minute", "3"))) {
      Visitor crowd = new Visitor(path -> strict.getURI().resolve(path));
      List<Integer> answers = IntStream.range(0, 10)
          .mapToObj(_ -> crowd
              .post(
                  letter.leave(),
                  "application/x-www-form-urlencoded",
                  "List-Unsubscribe=One-Click",
                  Map.of())
              .status())
          .toList();

      assertThat(answers).containsOnly(200);
      assertThat(IntStream.range(0, 5)
              .mapToObj(_ -> crowd.post(asked + "/refuse", Map.of()).status()))
          .as("this was not me")
          .containsOnly(200);
      assertThat(IntStream.range(0, 5)
              .mapToObj(_ ->
                  crowd.post(asked + "/answer", Map.of("answer", "not-mine")).status()))
          .as("no, to the question")
          .containsOnly(200);
      assertThat(IntStream.range(0, 5)
              .mapToObj(_ -> crowd.post("/f/newsletter", Map.of("email", "x")).status()))
          .contains(429);
    }
  }

  private void signUp(String address, String language) {
    visitor.post(
        "/f/newsletter?lang=" + language,
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
  }

  private void writeToASilentBase() {
    office.bringIn("contacts", """
        external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
        1,stays@example.org,fr,newsletter,2025-05-04T12:00:00Z,shop,Je veux la lettre.
        2,leaves@example.org,fr,newsletter,2025-05-04T12:00:00Z,shop,Je veux la lettre.
        """);
    office.bringIn("events", """
        external_id,occurred_at,type
        1,2025-05-04T12:00:00Z,purchase
        2,2025-05-04T12:00:00Z,purchase
        """);
    office.apply(Office.winBack("reveil") + "exit_on: [STAY]\n");
    assertThat(office.run("reveil", "scanned").path("sent").asInt()).isEqualTo(2);
  }

  /** In the bodies and headers of all mails to them, as a robot finds them. */
  private Set<String> linksOf(String... people) {
    Set<String> links = new LinkedHashSet<>();
    Stream.of(people).flatMap(person -> inbox.of(person).stream()).forEach(mail -> {
      links.addAll(mail.links());
      LINK.matcher(mail.header("List-Unsubscribe").replaceAll("\\s", ""))
          .results()
          .forEach(found -> links.add(found.group()));
    });
    return links;
  }

  private List<Integer> scan(Set<String> links) throws Exception {
    List<Integer> answers = new ArrayList<>();
    try (ExecutorService robots = Executors.newFixedThreadPool(10)) {
      List<Future<List<Integer>>> scans = IntStream.range(0, 10)
          .mapToObj(robot -> robots.submit(() -> links.stream()
              .flatMap(link -> Stream.of("GET", "HEAD").map(method -> probe(method, link, robot)))
              .toList()))
          .toList();
      for (Future<List<Integer>> scan : scans) {
        answers.addAll(scan.get());
      }
    }
    return answers;
  }

  /** Each from a network of its own, so that nothing takes ten for one. */
  private int probe(String method, String link, int robot) {
    Map<String, String> headers = Map.of(
        "X-Forwarded-For",
        "203." + robot + ".113.7",
        "User-Agent",
        ROBOTS.get(robot % ROBOTS.size()));
    return visitor.probe(method, link, headers).status();
  }

  private void confirm(String address, String button, String heading) {
    var page = visitor.open(inbox.only(address).link("/c/"));
    assertThat(visitor.press(page, button).heading()).isEqualTo(heading);
  }
}
