package io.reveil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.reveil.demo.world.Base;
import io.reveil.demo.world.Mailbox;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo's page in a real browser, with a real server that is really killed: what each button promises, it shows. */
@Tag("browser")
class DemoPageTest {
  private static final int PEOPLE = 300;
  private static final double PATIENCE_MILLIS = 60_000;

  @BeforeAll
  static void keepHalfMailsToThemselves() {
    Mailbox.hushCutOffs();
  }

  @Test
  void eachActShowsWhatItPromises(@TempDir Path home) {
    try (Cast cast = Cast.gather(Base.of(PEOPLE), home, withoutTestClasses(), _ -> {});
        Stage stage = Stage.open(Stage.at(0), cast);
        Browser browser = Browser.open(Look.DESKTOP)) {
      Page page = browser.page();
      page.setDefaultTimeout(PATIENCE_MILLIS);
      page.navigate("http://127.0.0.1:" + stage.port() + "/");
      stage.prepare();
      awaitActs(page, 1);
      assertThat(figures(page)).containsEntry("contacts created", String.valueOf(PEOPLE));
      fits(browser, "demo-rest");

      signUpAndConfirmByHand(page);
      letFortyDaysPass(page);
      fits(browser, "demo-days");
      releaseTheScanner(page);
      fits(browser, "demo-scanned");
      pullThePlug(page);
      letAProviderRefuse(page);
      fits(browser, "demo-storm");
      forgetMe(page);
      fits(browser, "demo-forgotten");
    }
  }

  /** The child must be as it is served, and the tests bring a clock of their own. */
  private static String withoutTestClasses() {
    String all = System.getProperty("java.class.path");
    return Stream.of(all.split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Opening the link grants nothing; the button behind it does, and the ledger says so. */
  private static void signUpAndConfirmByHand(Page page) {
    play(page, "Sign up");
    page.locator("#inbox button").first().click();
    Locator granted = page.locator("#ledger li[data-is=life]");
    page.locator("#ledger li").first().waitFor();

    Page confirm = page.waitForPopup(
        () -> page.frameLocator("#letter").locator("a[href*='/c/']").first().click());
    confirm.locator("h1").waitFor();
    assertThat(granted.count()).isZero();

    confirm
        .locator("button", new Page.LocatorOptions().setHasText("Je confirme"))
        .click();
    granted.waitFor();
    assertThat(confirm.textContent("h1")).isEqualTo("C’est confirmé. Merci.");
    assertThat(granted.textContent()).contains("Granted", "evidence DOI");
    confirm.close();
    page.locator("#back").click();
  }

  private static void letFortyDaysPass(Page page) {
    play(page, "Forty days in half a minute");

    assertThat(page.textContent("#now")).endsWith("14 November 2026");
    assertThat(figures(page)).containsKey("letters in the mailboxes, against sent");
    assertThat(page.locator("#apart").isVisible()).isTrue();
    assertThat(page.locator("#inbox .yours").count()).isEqualTo(1);
  }

  /** Every link by GET and HEAD, and not one entry more (promise 2). */
  private static void releaseTheScanner(Page page) {
    play(page, "Release the scanner");

    Map<String, String> found = figures(page);
    String answered = found.getOrDefault("requests answered", "0");
    assertThat(digits(answered)).isGreaterThan(PEOPLE);
    assertThat(gauges(page)).containsEntry("requests answered", answered);
    assertThat(found)
        .containsEntry("entries added to the ledger", "0")
        .containsEntry("people whom the robots made active", "0");
    assertThat(page.locator("#judged tbody th").allTextContents())
        .containsExactly("SCAN", "SUSPECT", "UNKNOWN", "HUMAN_LIKELY", "HUMAN_CONFIRMED");
    assertThat(page.locator("#judged tbody tr").first().textContent())
        .contains("different links of the same person", "différents de la même personne");

    Page hits = page.waitForPopup(() -> page.locator("#verdicts button").click());
    hits.locator("h1").waitFor();
    assertThat(hits.url()).endsWith("/console/hits");
    assertThat(hits.locator("body").textContent()).contains("HUMAN_CONFIRMED");
    hits.close();
  }

  /** (B30): the mail of one provider stops, and nobody is marked. */
  private static void letAProviderRefuse(Page page) {
    play(page, "Let a provider refuse");

    assertThat(figures(page))
        .containsEntry("addresses marked while it is stopped", "0")
        .containsEntry("mails to the stopped provider meanwhile", "0")
        .containsEntry("addresses marked in the end", "0");
    assertThat(page.textContent("#told"))
        .startsWith("of ")
        .contains("were refused for our sending");
  }

  /** Nothing lost, nothing twice, what is in doubt is listed (promise 3). */
  private static void pullThePlug(Page page) {
    play(page, "Pull the plug");

    assertThat(figures(page))
        .containsEntry("lost", "0")
        .containsEntry("sent twice", "0")
        .containsEntry("arrived without a record", "0");
    assertThat(page.textContent("#said")).contains("0 lost, 0 sent twice");
  }

  private static void forgetMe(Page page) {
    page.locator("#inbox button:not(.yours)").first().click();
    page.locator("#ledger li").first().waitFor();
    play(page, "Forget me");

    page.locator("#ledger li", new Page.LocatorOptions().setHasText("Withdrawn"))
        .waitFor();
    assertThat(figures(page))
        .containsEntry("consent afterwards", "WITHDRAWN")
        .containsEntry("reason", "SUPPRESSED");
    assertThat(page.textContent("#explain-en")).contains("may not be written to");
  }

  /** Presses the button of an act and waits for the act's end; all its figures agree. */
  private static void play(Page page, String button) {
    int before = Integer.parseInt(page.getAttribute("body", "data-played"));
    page.locator(".rows button", new Page.LocatorOptions().setHasText(button)).click();
    awaitActs(page, before + 1);
    assertThat(page.locator("#figures tbody tr").allTextContents())
        .allSatisfy(row -> assertThat(row).endsWith("agrees"));
  }

  private static void awaitActs(Page page, int played) {
    page.locator("body[data-played='" + played + "']:not([data-busy])").waitFor();
  }

  private static Map<String, String> figures(Page page) {
    Map<String, String> found = new HashMap<>();
    for (Locator row : page.locator("#figures tbody tr").all()) {
      found.put(row.locator("th").textContent(), row.locator("td").nth(1).textContent());
    }
    return found;
  }

  private static Map<String, String> gauges(Page page) {
    Map<String, String> shown = new HashMap<>();
    List<Locator> all = page.locator("#gauges > div").all();
    all.forEach(gauge ->
        shown.put(gauge.locator("dt").textContent(), gauge.locator("dd").textContent()));
    return shown;
  }

  private static int digits(String number) {
    return Integer.parseInt(number.replaceAll("\\D", ""));
  }

  /** On a desk and on a phone nothing is wider than the window, and nobody is kept out. */
  private static void fits(Browser browser, String name) {
    for (Look look : List.of(Look.DESKTOP, Look.PHONE)) {
      browser.page().setViewportSize(look.width(), 900);
      browser.screenshot(name + "-" + look.width());
      Object widest = browser.page().evaluate("document.documentElement.scrollWidth");
      assertThat(((Number) widest).intValue()).as(name).isLessThanOrEqualTo(look.width());
      assertThat(browser.barriers()).as(name).isEmpty();
    }
    browser.page().setViewportSize(Look.DESKTOP.width(), 900);
  }
}
