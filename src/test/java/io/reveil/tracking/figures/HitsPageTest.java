package io.reveil.tracking.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import io.reveil.tracking.Hit.Means;
import io.reveil.tracking.HitKind;
import io.reveil.tracking.judging.HitBase;
import io.reveil.tracking.judging.HitBase.Reader;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clicks and opens as operators see them, narrow and wide, by day and by night, in both languages (C4, C8). */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HitsPageTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.base-url", "http://127.0.0.1"));

  private final HitBase base = new HitBase(rig);

  @Test
  @Order(1)
  void beforeTheFirstHitThePageSaysSo() {
    try (Browser browser = open(Look.PHONE)) {
      assertThat(browser.page().textContent(".said")).contains("No click was measured");
      assertFits(browser, Look.PHONE, "console-hits-empty");
    }
  }

  @Test
  @Order(2)
  void thePageSaysHowManyWerePeopleAndWhyEachWasJudgedSo() {
    for (int day = 0; day < 20; day++) {
      aDay(day);
    }
    for (Look look :
        new Look[] {Look.DESKTOP, Look.PHONE, Look.DESKTOP.inTheDark(), Look.PHONE.inTheDark()}) {
      try (Browser browser = open(look)) {
        assertThat(browser.page().textContent(".said"))
            .contains("most likely people’s", "programs’")
            .doesNotContain("of the others");
        assertThat(browser.page().textContent("main"))
            .contains("a proxy-inflated estimate", "MACHINE", "Nothing out of the ordinary");
        assertFits(browser, look, "console-hits");
      }
    }
  }

  /** A scanner, some readers, two who are quick, proxies. */
  private void aDay(int day) {
    Reader scanned = base.reader("example.org");
    base.scanner(scanned);
    base.open(scanned, "Mozilla/5.0");
    for (int i = 0; i < 3 + day % 5; i++) {
      Reader reader = base.reader("example.org");
      base.hit(reader, HitKind.CLICK, 1, Means.GET, "aa" + day + i, "");
      base.open(reader, "Mozilla/5.0 (via ggpht.com GoogleImageProxy)");
      rig.clock().tick(Duration.ofMinutes(9));
      base.click(reader, 2);
    }
    Reader sure = base.reader("example.org");
    rig.clock().tick(Duration.ofMinutes(9));
    base.click(sure, 2);
    rig.clock().tick(Duration.ofSeconds(40));
    base.stay(sure);
    base.judge();
    rig.clock().tick(Duration.ofHours(22));
  }

  @Test
  @Order(3)
  void thePageSpeaksFrenchToo() {
    rig.clock().tick(Duration.ofDays(20));
    for (Look look : new Look[] {Look.PHONE, Look.DESKTOP}) {
      try (Browser browser = open(look)) {
        browser.page().click("text=En français");
        assertThat(browser.page().getAttribute("html", "lang")).isEqualTo("fr");
        assertThat(browser.page().textContent(".said")).contains("sans doute de personnes");
        assertFits(browser, look, "console-hits-fr");
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
    browser.page().click("nav >> text=Clicks");
    return browser;
  }
}
