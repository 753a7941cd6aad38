package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.reveil.job.Recurring;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.NoDatabase;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public pages as a person sees them: without scripts, on a phone and on a desk, by day and by night. */
@Tag("browser")
class PublicPagesTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.subscription.crowd", "3",
      "datasources.default.connection-timeout", "1000",
      "reveil.tracking.opens", "IDENTIFIED",
      "reveil.tracking.links", "IDENTIFIED"));

  private final Inbox inbox = new Inbox(rig);

  @Test
  void withoutScriptsOneSignsUpConfirmsAndLeaves() {
    try (var browser = Browser.open(Look.PHONE.withoutScripts())) {
      Page page = browser.page();
      page.navigate(here("/f/newsletter?lang=fr"));
      page.getByLabel("J’accepte de recevoir").check();
      page.getByLabel("Adresse e‑mail").fill("clara@example.org");
      page.getByLabel("Prénom").fill("Clara");
      press(page, "Recevoir le lien de confirmation");
      assertThat(page.textContent("h1")).isEqualTo("Regardez dans votre boîte");

      page.navigate(here(inbox.only("clara@example.org").link("/c/")));
      press(page, "Je confirme");
      assertThat(page.textContent("h1")).isEqualTo("C’est confirmé. Merci.");

      page.getByText("arrêtez tout").click();
      press(page, "Tout arrêter");
      assertThat(page.textContent("h1")).isEqualTo("C’est fait");
    }
  }

  /** Issue 4: at both widths, in both languages and lights, axe-core finds nothing serious on any page. */
  @Test
  void everyPageFitsAPhoneAndADeskByDayAndByNightAndKeepsNobodyOut() {
    Letter old = Letter.toSubscriber(rig, "old@example.org", 1);
    rig.clock().tick(Duration.ofDays(83));
    rig.bean(Recurring.class, "Expiry").round();
    String lateFrench = asked("late-fr@example.org");
    String lateEnglish = asked("late-en@example.org");
    rig.clock().tick(Duration.ofDays(8));

    try (var browser = Browser.open(Look.PHONE)) {
      Walk french = new Walk(browser, "fr", new ArrayList<>());
      signsUp(french);
      answersAQuestion(french);
      answersMoreQuestions(french);
      refuses(french);
      isFrozen(french);
      comesTooLate(french, lateFrench, old);
      answers(french, Letter.toSubscriber(rig, "answers-fr@example.org", 2));
      Walk english = new Walk(browser, "en", french.barriers());
      signsUp(english);
      answersAQuestion(english);
      answersMoreQuestions(english);
      refuses(english);
      isFrozen(english);
      comesTooLate(english, lateEnglish, old);
      answers(english, Letter.toSubscriber(rig, "answers-en@example.org", 3));

      assertThat(french.barriers()).isEmpty();
    }
  }

  /** What is asked beside the confirmation is folded: nothing stands between a person and the one button (A30). */
  @Test
  void theButtonIsOnTheFirstScreenOfASmallPhoneAndTheBoxesAreOneTouchAway() {
    try (var browser = Browser.open(Look.PHONE)) {
      Page page = browser.page();
      page.setViewportSize(360, 640);
      for (String language : List.of("fr", "en")) {
        page.navigate(here(asked("phone-" + language + "@example.org") + "?lang=" + language));
        var button = page.locator("button.go").boundingBox();
        assertThat(button.y + button.height).as(language).isLessThanOrEqualTo(640);
        assertThat(page.isVisible("[value=open_tracking]")).isFalse();

        page.locator("summary").first().click();
        page.check("[value=open_tracking]");
        assertThat(browser.barriers()).isEmpty();
        browser.screenshot("page-confirm-unfolded-" + language);
      }
    }
  }

  /** Issue 5: what is said while the database is away, to who leaves and to who must come back. */
  @Test
  void thePagesOfAnOutageKeepNobodyOut() {
    Letter letter = Letter.toSubscriber(rig, "outage@example.org", 4);
    Map<String, String> links =
        Map.of("fr", asked("outage-fr@example.org"), "en", asked("outage-en@example.org"));

    try (var browser = Browser.open(Look.PHONE)) {
      Walk french = new Walk(browser, "fr", new ArrayList<>());
      Walk english = new Walk(browser, "en", french.barriers());
      for (Walk walk : List.of(french, english)) {
        walk.opens("preferences", letter.choose());
        try (NoDatabase _ = NoDatabase.of(rig)) {
          walk.page().uncheck("[value=newsletter]");
          walk.presses("noted-choices", ".go", "h1:not(:has(~ form))");
          walk.opens("unsubscribe-nameless", letter.leave());
          walk.presses("noted", "[value=purpose]", "h1:not(:has(~ ul))");
          walk.opens("come-back", letter.stay());
          walk.opens("confirm-away", links.getOrDefault(walk.language(), ""));
          walk.presses("noted-not-me", "form[action*='/refuse'] button", "h1:not(:has(~ form))");
        }
      }
      rig.bean(Recurring.class, "Replay").round();

      assertThat(french.barriers()).isEmpty();
    }
  }

  private void signsUp(Walk walk) {
    String address = "clara-" + walk.language() + "@example.org";
    walk.opens("form", "/f/newsletter");
    walk.presses("form-wrong", ".go", ".wrong");
    walk.page().check("[name=purposes]");
    walk.page().fill("#email", address);
    walk.presses("sent", ".go", "h1:not(:has(~ form))");
    String link = inbox.only(address).link("/c/");
    walk.opens("confirm", link);
    rig.clock().tick(Duration.ofSeconds(10));
    walk.presses("confirmed", ".go", "[download]");
    walk.opens("receipt", link + "/receipt");
    walk.opens("guide", "/f/guide");
    walk.presses("downloaded", "[name=sign-up][value=no]", "h1:not(:has(~ form))");
  }

  /** Three others of the same mail host were as quick. */
  private void answersAQuestion(Walk walk) {
    String host = "@quick-" + walk.language() + ".example";
    Visitor sandbox = new Visitor(rig);
    for (String name : List.of("a", "b", "c")) {
      sandbox.press(sandbox.open(asked(name + host)), "Je confirme");
    }
    walk.opens("confirm", asked("person" + host));
    walk.presses("confirm-question", ".go", "[type=radio]");
    walk.presses("confirm-question-wrong", ".go", ".wrong");
    walk.page().check("[value=mine]");
    walk.presses("confirmed", ".go", "[download]");
  }

  /** Whatever grants asks in a crowd: staying, ticking, taking a withdrawal back. */
  private void answersMoreQuestions(Walk walk) {
    String host = "@crowd-" + walk.language() + ".example";
    Letter letter = Letter.toSubscriber(rig, "person" + host, 5);
    Visitor sandbox = new Visitor(rig);
    for (String name : List.of("a", "b", "c")) {
      sandbox.press(sandbox.open(asked(name + host)), "Je confirme");
    }
    walk.opens("stay", letter.stay());
    walk.presses("stay-question", "[value=stay]", "[type=radio]");
    walk.presses("stay-question-wrong", ".go", ".wrong");
    walk.opens("preferences", letter.choose());
    walk.page().check("[value=open_tracking]");
    walk.page().uncheck("[value=newsletter]");
    walk.presses("preferences-question", ".go", "[type=radio]");
    walk.presses("preferences-question-wrong", ".go", ".wrong");
    walk.page().check("[value=mine]");
    walk.presses("preferences-saved", ".go", "[role=status]");
    walk.opens("receipt-standing", letter.choose() + "/receipt");
    undoesInACrowd(walk, host);
  }

  private void undoesInACrowd(Walk walk, String host) {
    Visitor sandbox = new Visitor(rig);
    rig.clock().tick(Duration.ofMinutes(5));
    Letter letter = Letter.toSubscriber(rig, "another" + host, 6);
    for (String name : List.of("d", "e", "f")) {
      sandbox.press(sandbox.open(asked(name + host)), "Je confirme");
    }
    walk.opens("unsubscribe", letter.leave());
    walk.presses("unsubscribed", "[value=purpose]", "form[action*='undo']");
    walk.presses("undo-question", "form[action*='undo'] button", "[type=radio]");
    walk.presses("undo-question-wrong", ".go", ".wrong");
    walk.page().check("[value=back]");
    walk.presses("undone", ".go", "[data-sun=up]");
  }

  private void refuses(Walk walk) {
    walk.opens("confirm", asked("mistyped-" + walk.language() + "@example.org"));
    walk.presses("refused", "form[action*='/refuse'] button", "h1:not(:has(~ form))");
  }

  private void isFrozen(Walk walk) {
    String address = "frozen-" + walk.language() + "@example.org";
    String link = asked(address);
    rig.database().update("UPDATE contact SET state = 'RESTRICTED' WHERE email = ?", address);
    walk.opens("confirm-frozen", link);
  }

  private void comesTooLate(Walk walk, String link, Letter letter) {
    walk.opens("confirmed-long-ago", inbox.only("old@example.org").link("/c/"));
    walk.opens("expired", link);
    walk.presses("link-sent", ".go", "h1:not(:has(~ form))");
    walk.opens("stay-expired", letter.stay());
    walk.opens("preferences-expired", letter.choose());
    walk.opens("unknown-link", "/c/nothing");
    walk.opens("problem", "/nothing");
  }

  private void answers(Walk walk, Letter letter) {
    walk.opens("stay", letter.stay());
    walk.presses("stayed", "[value=stay]", ".sun");
    walk.opens("preferences", letter.choose());
    walk.page().check("[value=open_tracking]");
    walk.presses("preferences-saved", ".go", "[role=status]");
    moves(walk, letter);
    walk.opens("measuring", letter.choose() + "/measuring");
    walk.presses("measured-no-more", ".go", "[role=status]");
    walk.opens("unsubscribe", letter.leave());
    walk.presses("unsubscribed", "[value=purpose]", "form[action*='undo']");
    walk.presses("undone", "form[action*='undo'] button", "[data-sun=up]");
  }

  private void moves(Walk walk, Letter letter) {
    String address = "moved-" + walk.language() + "@example.org";
    walk.opens("preferences", letter.choose());
    walk.page().click("details:has([name=email]) summary");
    walk.page().evalOnSelector("[name=email]", "input => { input.type = 'text' }");
    walk.page().fill("[name=email]", "moved@");
    walk.presses("address-wrong", "form[action*='/address'] button", "#email-wrong");
    walk.page().fill("[name=email]", address);
    walk.presses("address-asked", "form[action*='/address'] button", "h1:not(:has(~ form))");
    walk.opens("confirm-address", inbox.only(address).link("/c/"));
  }

  /** The link of a request for confirmation. */
  private String asked(String address) {
    new Visitor(rig)
        .post(
            "/f/newsletter?lang=fr",
            Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return inbox.only(address).link("/c/");
  }

  /** Somebody's way through the pages, and what stood in it. */
  private record Walk(Browser browser, String language, List<String> barriers) {
    private static final List<Look> LOOKS =
        List.of(Look.PHONE, Look.PHONE.inTheDark(), Look.DESKTOP, Look.DESKTOP.inTheDark());

    Page page() {
      return browser.page();
    }

    void opens(String name, String link) {
      page().setExtraHTTPHeaders(Map.of("Accept-Language", language));
      page().navigate(here(link) + "?lang=" + language);
      sees(name);
    }

    /** The next page is there when the mark that it bears is. */
    void presses(String name, String button, String mark) {
      page().locator(button).first().click();
      page().locator(mark).first().waitFor();
      sees(name);
    }

    /** Nothing is wider than the window, which a person with a phone would have to push about. */
    private void sees(String name) {
      assertThat(page().getAttribute("html", "lang")).as(name).isEqualTo(language);
      for (Look look : LOOKS) {
        String seen =
            "page-%s-%s-%d%s".formatted(name, language, look.width(), look.dark() ? "-dark" : "");
        browser.turn(look);
        browser.screenshot(seen);
        assertThat((Integer) page().evaluate("document.documentElement.scrollWidth"))
            .as(seen)
            .isLessThanOrEqualTo(look.width());
        browser.barriers().forEach(barrier -> barriers.add(seen + ": " + barrier));
      }
    }
  }

  private static void press(Page page, String words) {
    page.locator("button", new Page.LocatorOptions().setHasText(words)).first().click();
  }

  /** The path of a link on the server under test; the query that chooses the language stays. */
  private static String here(String link) {
    URI uri = URI.create(link);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return rig.uri(uri.getRawPath() + query).toString();
  }
}
