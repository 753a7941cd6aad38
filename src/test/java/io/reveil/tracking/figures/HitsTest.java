package io.reveil.tracking.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.Reveil;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.tracking.judging.HitBase;
import io.reveil.tracking.judging.HitBase.Reader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Why a hit was judged so, for programs and at the terminal (C4, A56). */
@Tag("sql")
class HitsTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final HitBase base = new HitBase(rig);
  private final KeyedClient api = new KeyedClient(rig);
  private Reader ada;

  @BeforeEach
  void aScannerAndAPerson() {
    rig.empty();
    ada = base.reader("example.org");
    base.scanner(base.reader("example.org"));
    rig.clock().tick(Duration.ofHours(3));
    base.click(ada, 4);
    base.judge();
    rig.database().update("""
            INSERT INTO template_link (link_id, template, template_version, ordinal, url)
            VALUES (4, 'lamps', 1, 3, 'https://www.example.org/lampes?de=lettre')
            """);
  }

  private static List<String> classes(JsonNode hits) {
    return hits.findValuesAsText("hitClass");
  }

  @Test
  void theHitsOfAContactAreListedWithTheirReasons() {
    JsonNode hits = api.get("/api/hits?contact=" + ada.contact()).body().path("hits");

    assertThat(hits).hasSize(1);
    assertThat(classes(hits)).containsExactly("HUMAN_LIKELY");
    assertThat(hits.path(0)
            .path("judged")
            .path("reasons")
            .path(0)
            .path("says")
            .path("fr")
            .asText())
        .startsWith("Rien que de l’ordinaire");
    assertThat(hits.path(0).path("leadsTo").asText())
        .isEqualTo("https://www.example.org/lampes?de=lettre");
    assertThat(hits.path(0).path("message").asText()).isEqualTo(Long.toString(ada.mail()));
    assertThat(hits.toString()).doesNotContain("@");
  }

  /** Page by page, none twice and none left out. */
  @Test
  void aDayIsListedPageByPage() {
    JsonNode first =
        api.get("/api/hits?day=2026-11-21&class=SCAN&limit=5").body().path("hits");
    JsonNode rest = api.get("/api/hits?day=2026-11-21&class=SCAN&limit=5&after="
            + first.path(4).path("after").asText())
        .body()
        .path("hits");

    assertThat(first).hasSize(5);
    assertThat(rest).hasSize(4);
    assertThat(rest.findValuesAsText("id"))
        .doesNotContainAnyElementsOf(first.findValuesAsText("id"));
    assertThat(api.get("/api/hits?day=2026-11-20").body().path("hits")).isEmpty();
  }

  @Test
  void theClassesOfADayAreCounted() {
    JsonNode days =
        api.get("/api/hits/classes?from=2026-11-01&to=2026-11-30").body().path("days");

    assertThat(days).hasSize(1);
    assertThat(days.path(0).path("hits").toString()).isEqualTo("{\"SCAN\":9,\"HUMAN_LIKELY\":1}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      /api/hits                            | Say whose hits you want
      /api/hits?message=1                  | name the contact of the message
      /api/hits?day=yesterday              | “yesterday” is not a day; write it as in 2026-11-21.
      /api/hits?day=2026-11-21&class=HUMAN | “HUMAN” is not a class. Known: [SCAN, SUSPECT
      /api/hits?day=2026-11-21&after=x     | as the last hit of the page before has it
      /api/hits/classes?from=2026-11-01&to=2020-11-01 | Ask for 1 to 400 days.
      """)
  void whatIsWrongIsRefusedByName(String path, String sentence) {
    KeyedClient.Answer answer = api.get(path);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toString()).contains(sentence);
  }

  private record Ran(int code, String out, String err) {}

  private static Ran run(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Reveil.commandLine(Map.of(
            "REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString()))
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(words);
    return new Ran(code, out.toString(), err.toString());
  }

  @Test
  void theTerminalSaysWhyInBothLanguages() {
    String contact = ada.contact().toString();

    assertThat(run("hits", "list", "--contact", contact).out())
        .contains(
            "CLICK HUMAN_LIKELY",
            "COHERENT: Nothing out of the ordinary",
            "to https://www.example.org/lampes?de=lettre")
        .doesNotContain("@");
    assertThat(run("hits", "list", "--day", "2026-11-21", "--class", "SCAN", "--language", "fr")
            .out())
        .contains("LINKS_5: Cinq liens différents ou plus");
    assertThat(run("hits", "list", "--contact", contact, "--json").out()).startsWith("[{\"id\":\"");
    assertThat(run("hits", "list", "--external-id", "nobody"))
        .isEqualTo(new Ran(1, "", "There is no such contact.\n"));
    assertThat(run("hits", "list").code()).isEqualTo(2);
    assertThat(run("hits", "list", "--contact", contact, "--day", "2026-11-21").code())
        .isEqualTo(2);
  }

  /** (C4) Asked for at the terminal; done by the background work, which the test runs. */
  @Test
  void aJudgingAnewIsAskedForAndTold() {
    KeyedClient.Answer started =
        api.post("/api/hits/judgings", "application/json", "{\"rules\":4,\"from\":\"2026-11-01\"}");
    assertThat(started.status()).isEqualTo(202);
    base.rounds("RejudgingRound");

    assertThat(run("hits", "rejudge", "--rules", "9").err())
        .contains("There is no version 9 of the rules; the newest is 4.");
    JsonNode done = api.get(started.body().path("status").asText()).body();
    assertThat(done.path("says").path("en").asText())
        .isEqualTo(
            "10 hits judged anew by rules 4; 1 changed their class. Clicks that pass less surely for human, or no longer: 1. "
                + "What followed from them stands (WAS_HUMAN among their reasons). "
                + "New hits are judged by rules 3: reveil.tracking.rules.");
    assertThat(done.path("says").path("fr").asText()).startsWith("10 requêtes jugées de nouveau");
    assertThat(api.get("/api/hits/judgings").body().path("judgings")).hasSize(1);
  }

  /** (A56) A scheduler's key reads how many there were, and no hit of anybody. */
  @Test
  void aSchedulersKeyReadsNoHits() throws Exception {
    String key = api.post(
            "/api/keys", "application/json", "{\"name\":\"airflow\",\"scopes\":[\"TRIGGER\"]}")
        .body()
        .path("key")
        .asText();

    assertThat(status("/api/hits?day=2026-11-21", key)).isEqualTo(403);
    assertThat(status("/api/hits/classes?from=2026-11-21&to=2026-11-21", key)).isEqualTo(200);
    assertThat(status("/api/hits/judgings", key)).isEqualTo(403);
  }

  private static int status(String path, String key) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(rig.uri(path))
                  .header("X-Api-Key", key)
                  .GET()
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }
}
