package io.reveil.report;

import static io.reveil.report.Stand.ENTERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.campaign.Arm;
import io.reveil.delivery.MessageState;
import io.reveil.kernel.ContactId;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operators' pages as a browser shows them, narrow and wide, by day and by night. */
@Tag("browser")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReportPagesTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.base-url", "http://127.0.0.1"));

  private static final int TREATED = 900;
  private static final int HELD_OUT = 100;

  static Stream<Look> looks() {
    return Stream.of(Look.DESKTOP, Look.PHONE, Look.DESKTOP.inTheDark(), Look.PHONE.inTheDark());
  }

  @Test
  @Order(1)
  void anEmptyInstallationShowsTheFirstSteps() {
    try (Browser browser = open(Look.PHONE)) {
      assertThat(browser.page().textContent("h1")).isEqualTo("No campaign yet");
      assertFits(browser, Look.PHONE, "console-empty");
    }
  }

  @ParameterizedTest
  @MethodSource("looks")
  @Order(2)
  void campaignAndWavesReadAsSentencesFirst(Look look) {
    if (rig.count("campaign") == 0) {
      fill();
    }
    try (Browser browser = open(look)) {
      assertFits(browser, look, "console-campaigns");
      browser.page().click("text=spring-win-back");
      assertThat(browser.page().textContent(".said"))
          .contains("5.0\u00A0%", "2.0 points", "not conclusive");
      assertFits(browser, look, "console-campaign");
      browser.page().click("text=2026-11-21");
      assertThat(browser.page().textContent(".said")).contains("870", "900", "settled");
      assertThat(browser.page().textContent("main header"))
          .contains("9 of 10 mails failed.", "./reveil bounce release orange");
      assertFits(browser, look, "console-wave");
      browser.page().goBack();
      browser.page().click("text=2026-12-24");
      assertThat(browser.page().textContent("main")).contains("Nothing is queued", "NO_BASIS");
      assertFits(browser, look, "console-wave-planned");
      browser.page().click("header form button");
      assertThat(browser.page().textContent("h1")).isEqualTo("Signed out");
      assertFits(browser, look, "console-closed");
    }
  }

  /** Nothing is wider than the page, nobody is kept out, and no address is on it. */
  private static void assertFits(Browser browser, Look look, String name) {
    browser.screenshot("%s-%d%s".formatted(name, look.width(), look.dark() ? "-dark" : ""));
    assertThat((Integer) browser.page().evaluate("document.documentElement.scrollWidth"))
        .as(name)
        .isLessThanOrEqualTo(look.width());
    assertThat(browser.barriers()).as(name).isEmpty();
    assertThat(browser.page().content()).doesNotContain("@example.org");
  }

  private static Browser open(Look look) {
    String link = new Stand(rig, "")
        .post("/api/console-links", "application/json", "{}")
        .body()
        .path("url")
        .asText();
    Browser browser = Browser.open(look);
    browser.page().navigate(rig.uri(URI.create(link).getPath()).toString());
    assertFits(browser, look, "console-open");
    browser.page().click("button.go");
    browser.page().waitForSelector("nav");
    return browser;
  }

  /** F8: 45 of 900 written to bought, 3 of 100 held out. */
  private static void fill() {
    Stand stand = new Stand(rig, "spring-win-back").apply();
    long wave = stand.wave(
        "2026-11-21",
        "RUNNING",
        Map.of("PLANNED", 900L, "HELD_OUT", 100L, "EVIDENCE_MISSING", 131L, "NO_BASIS", 60L));
    stand.storm("orange", "9 of 10 mails failed.");
    stand.wave("2026-12-24", "PLANNED", Map.of("PLANNED", 41L, "HELD_OUT", 5L, "NO_BASIS", 7L));
    for (int number = 1; number <= TREATED; number++) {
      ContactId contact = new ContactId(number);
      stand.enrol(contact, wave, Arm.TREATED);
      stand.mail(contact, wave, "value", state(number), reason(number));
      if (number <= 45) {
        stand.buys(contact, ENTERED.plus(Duration.ofDays(number % 20 + 1)));
      }
      if (number > 690 && number <= 720) {
        stand.answered(contact, "clicked_at");
      }
      if (number > 700 && number <= 763) {
        stand.answered(contact, "stayed_at");
      }
      if (number > 763 && number <= 780) {
        stand.answered(contact, "unsubscribed_at");
      }
    }
    for (int number = TREATED + 1; number <= TREATED + HELD_OUT; number++) {
      stand.enrol(new ContactId(number), wave, Arm.HELD_OUT);
      if (number <= TREATED + 3) {
        stand.buys(new ContactId(number), ENTERED.plus(Duration.ofDays(2)));
      }
    }
  }

  private static MessageState state(int number) {
    if (number <= 810) {
      return MessageState.SENT;
    }
    if (number <= 822) {
      return MessageState.FAILED;
    }
    if (number <= 826) {
      return MessageState.UNKNOWN;
    }
    return number <= 870 ? MessageState.DROPPED : MessageState.DEFERRED;
  }

  private static String reason(int number) {
    if (number <= 826 || number > 870) {
      return "";
    }
    return number <= 855 ? "WITHDRAWN" : "EXITED";
  }
}
