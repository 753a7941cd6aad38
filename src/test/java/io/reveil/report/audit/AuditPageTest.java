package io.reveil.report.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.job.Recurring;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.Rig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The audit as operators see it, narrow and wide, by day and by night, in both languages (F12). */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditPageTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.base-url", "http://127.0.0.1"));

  private final Recurring work = rig.bean(Recurring.class, "AuditWork");

  @Test
  @Order(1)
  void beforeTheFirstCountThePageOffersIt() throws Exception {
    try (Browser browser = open(Look.PHONE)) {
      assertThat(browser.page().textContent(".said")).contains("The first count will tell");
      assertFits(browser, Look.PHONE, "console-audit-empty");
    }
  }

  @Test
  @Order(2)
  void aCountIsAskedForByAButtonAndReadAsASentence() throws Exception {
    AuditBase base = new AuditBase(rig);
    base.oneOfEach();
    for (int number = 0; number < 120; number++) {
      base.declare("reader" + number, number % 41);
    }
    try (Browser browser = open(Look.DESKTOP)) {
      browser.page().click("button.go");
      assertThat(browser.page().textContent(".known")).contains("Counting");
      boolean more = true;
      while (more) {
        more = work.round();
      }
      browser.page().click("text=How far it is");
      assertThat(browser.page().textContent(".said"))
          .contains("132", "123", "something is missing");
      assertThat(browser.page().textContent("main"))
          .contains("EVIDENCE_MISSING", "Do not write to ask for consent", "first_name");
      assertFits(browser, Look.DESKTOP, "console-audit");
    }
    for (Look look : new Look[] {Look.PHONE, Look.DESKTOP.inTheDark(), Look.PHONE.inTheDark()}) {
      try (Browser browser = open(look)) {
        assertFits(browser, look, "console-audit");
      }
    }
  }

  @Test
  @Order(3)
  void thePageSpeaksFrenchToo() throws Exception {
    for (Look look : new Look[] {Look.PHONE, Look.DESKTOP}) {
      try (Browser browser = open(look)) {
        browser.page().click("text=En français");
        assertThat(browser.page().getAttribute("html", "lang")).isEqualTo("fr");
        assertThat(browser.page().textContent(".said")).contains("il manque quelque chose");
        assertFits(browser, look, "console-audit-fr");
      }
    }
  }

  private static void assertFits(Browser browser, Look look, String name) {
    browser.screenshot("%s-%d%s".formatted(name, look.width(), look.dark() ? "-dark" : ""));
    assertThat((Integer) browser.page().evaluate("document.documentElement.scrollWidth"))
        .as(name)
        .isLessThanOrEqualTo(look.width());
    assertThat(browser.barriers()).as(name).isEmpty();
    assertThat(browser.page().content()).doesNotContain("@example.org");
  }

  private static Browser open(Look look) throws Exception {
    String key = Files.readString(rig.home().resolve("admin.key")).strip();
    String answer;
    try (HttpClient client = HttpClient.newHttpClient()) {
      answer = client
          .send(
              HttpRequest.newBuilder(rig.uri("/api/console-links"))
                  .header("X-Api-Key", key)
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{}"))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
    String link = new com.fasterxml.jackson.databind.ObjectMapper()
        .readTree(answer)
        .path("url")
        .asText();
    Browser browser = Browser.open(look);
    browser.page().navigate(rig.uri(URI.create(link).getPath()).toString());
    browser.page().click("button.go");
    browser.page().click("nav >> text=Audit");
    return browser;
  }
}
