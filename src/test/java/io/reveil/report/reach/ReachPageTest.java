package io.reveil.report.reach;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.job.Recurring;
import io.reveil.kernel.ContactId;
import io.reveil.report.count.Walks;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The base as operators see it, narrow and wide, by day and by night, in both languages (F11). */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReachPageTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.base-url", "http://127.0.0.1"));

  private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

  @Test
  @Order(1)
  void beforeTheFirstCountThePageOffersIt() {
    try (Browser browser = open(Look.PHONE)) {
      assertThat(browser.page().textContent(".said")).contains("The first count will tell");
      assertFits(browser, Look.PHONE, "console-base-empty");
    }
  }

  @Test
  @Order(2)
  void aCountIsAskedForByAButtonAndReadAsASentence() {
    people();
    ReachTest.cameBack(rig);
    try (Browser browser = open(Look.DESKTOP)) {
      browser.page().click("button.go");
      assertThat(browser.page().textContent(".known")).contains("Counting");
      Recurring work = rig.bean(Recurring.class, "AuditWork");
      boolean more = true;
      while (more) {
        more = work.round();
      }
      browser.page().click("text=How far it is");
      assertThat(browser.page().textContent("h1 + .said")).contains("400 people");
      assertThat(browser.page().textContent("main"))
          .contains("WITHDRAWN", "What can be done", "fell silent in a year", "36 months")
          .contains("Most likely a person", "Our mail refused", "25.0\u00A0%");
      browser.page().locator("figure summary").first().click();
      assertFits(browser, Look.DESKTOP, "console-base");
    }
    for (Look look : new Look[] {Look.PHONE, Look.DESKTOP.inTheDark(), Look.PHONE.inTheDark()}) {
      try (Browser browser = open(look)) {
        assertFits(browser, look, "console-base");
      }
    }
  }

  @Test
  @Order(3)
  void thePageSpeaksFrenchToo() {
    for (Look look : new Look[] {Look.PHONE, Look.DESKTOP}) {
      try (Browser browser = open(look)) {
        browser.page().click("text=En français");
        assertThat(browser.page().getAttribute("html", "lang")).isEqualTo("fr");
        assertThat(browser.page().textContent("h1 + .said")).contains("ont donné signe de vie");
        assertFits(browser, look, "console-base-fr");
      }
    }
  }

  /** 400 people who bought once or twice, in the last three years. */
  private static void people() {
    Walks walks = new Walks(rig);
    for (int number = 0; number < 400; number++) {
      ContactId contact = walks.contact("reader" + number, TODAY.minusDays(1_090 - number % 40));
      if (number % 7 != 0) {
        walks.agrees(contact);
      }
      if (number % 11 == 0) {
        walks.leaves(contact);
      }
      if (number % 3 != 0) {
        walks.buys(contact, TODAY.minusDays(20 + number * 37L % 1_000));
      }
      if (number % 5 == 0) {
        walks.buys(contact, TODAY.minusDays(number * 17L % 300));
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

  private static Browser open(Look look) {
    String link = new KeyedClient(rig)
        .post("/api/console-links", "application/json", "{}")
        .body()
        .path("url")
        .asText();
    Browser browser = Browser.open(look);
    browser.page().navigate(rig.uri(URI.create(link).getPath()).toString());
    browser.page().click("button.go");
    browser.page().click("nav >> text=Base");
    return browser;
  }
}
