package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.job.Recurring;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.NoDatabase;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public pages as a person sees them: without scripts, on a phone and on a desk, by day and by night. */
@Tag("browser")
class PublicPagesTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files", OwnFiles.withNamedPages(),
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

  /** Issue 4: at both widths, in both languages and lights, axe-core finds nothing serious on any page; none is left out. */
  @Test
  void everyPageFitsAPhoneAndADeskByDayAndByNightAndKeepsNobodyOut() {
    Letter old = Letter.toSubscriber(rig, "old@example.org", 1);
    rig.clock().tick(Duration.ofDays(83));
    rig.bean(Recurring.class, "Expiry").round();
    String lateFrench = asked("late-fr@example.org");
    String lateEnglish = asked("late-en@example.org");
    rig.clock().tick(Duration.ofDays(8));

    try (var browser = Browser.open(Look.PHONE)) {
      Walk french = new Walk(browser, "fr", new ArrayList<>(), new TreeSet<>());
      walks(french, lateFrench, old);
      Walk english = new Walk(browser, "en", french.barriers(), french.seen());
      walks(english, lateEnglish, old);
      takesItBackAfterSigningUpAgain(french);
      takesItBackAfterSigningUpAgain(english);
      takesItBack(french);
      takesItBack(english);

      assertThat(french.barriers()).isEmpty();
      assertThat(french.seen()).containsExactlyInAnyOrderElementsOf(OwnFiles.PAGES);
    }
  }

  private void walks(Walk walk, String late, Letter old) {
    signsUp(walk);
    answersAQuestion(walk);
    answersMoreQuestions(walk);
    refuses(walk);
    isFrozen(walk);
    comesTooLate(walk, late, old);
    answers(walk, letter("answers", walk));
    stopsEverything(walk, letter("stops", walk));
    comesBackToLeave(walk, letter("comes-back", walk));
    hasNothingLeft(walk, letter("nothing", walk));
    meetsAnOutage(walk, letter("outage", walk));
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
  private void meetsAnOutage(Walk walk, Letter letter) {
    String link = asked("asks-" + walk.language() + "@outage.example");
    walk.opens("preferences", letter.choose());
    try (NoDatabase _ = NoDatabase.of(rig)) {
      walk.page().uncheck("[value=newsletter]");
      walk.presses("noted-choices", ".go", "h1:not(:has(~ form))");
      walk.opens("unsubscribe-nameless", letter.leave());
      walk.presses("noted", "[value=purpose]", "h1:not(:has(~ ul))");
      walk.opens("come-back", letter.stay());
      walk.opens("confirm-away", link);
      walk.presses("noted-not-me", "form[action*='/refuse'] button", "h1:not(:has(~ form))");
    }
    rig.bean(Recurring.class, "Replay").round();
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
    walk.opens("confirmed-before", link);
    sticksItIn(walk);
    walk.opens("guide", "/f/guide");
    walk.presses("downloaded", "[name=sign-up][value=no]", "h1:not(:has(~ form))");
  }

  /** A copy of the form on a page of somebody's own. */
  private void sticksItIn(Walk walk) {
    String copy =
        new Visitor(rig).open("/f/newsletter/snippet?lang=" + walk.language()).body();
    walk.page().navigate("about:blank");
    walk.page()
        .setContent("<!doctype html><html lang=" + walk.language()
            + "><meta name=viewport content=width=device-width><title>Shop</title><main><h1>Shop</h1>"
            + copy
            + "</main></html>");
    walk.sees("snippet");
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
    movesInACrowd(walk, letter, "moves" + host);
  }

  private void movesInACrowd(Walk walk, Letter letter, String address) {
    new Visitor(rig)
        .press(
            new Visitor(rig).open(letter.choose()),
            "Demander à la nouvelle adresse",
            Map.of("email", address));
    walk.opens("confirm-address", inbox.only(address).link("/c/"));
    walk.presses("confirm-address-question", ".go", "[type=radio]");
    assertThat(walk.page().textContent(".ref"))
        .contains(walk.language().equals("fr") ? "Votre nouvelle adresse" : "Your new address");
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
    Letter letter = letter("restricted", walk);
    rig.database()
        .update(
            "UPDATE contact SET state = 'RESTRICTED' WHERE contact_id = ?",
            letter.contact().id().value());
    walk.opens("preferences-restricted", letter.choose());
    walk.opens("stay", letter.stay());
    walk.presses("barred-restricted", "[value=stay]", "h1:not(:has(~ form))");
  }

  private void comesTooLate(Walk walk, String link, Letter letter) {
    walk.opens("confirmed-long-ago", inbox.only("old@example.org").link("/c/"));
    walk.opens("expired", link);
    walk.presses("link-sent", ".go", "h1:not(:has(~ form))");
    walk.opens("expired-replaced", link);
    String address = "late-" + walk.language() + "@example.org";
    rig.database()
        .update(
            "UPDATE requested_purpose SET notice_version = 99"
                + " WHERE contact_id IN (SELECT contact_id FROM contact WHERE email = ?)",
            address);
    String changed = inbox.of(address).getLast().link("/c/");
    rig.clock().tick(Duration.ofDays(8));
    walk.opens("expired-changed", changed);
    assertThat(walk.page().locator(".go").count())
        .as("nothing is asked for anew")
        .isZero();
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

  /** In one window, and then in the other; and who left is not brought back by staying. */
  private void stopsEverything(Walk walk, Letter letter) {
    walk.opens("unsubscribe", letter.leave());
    walk.presses("unsubscribed", "[value=purpose]", "form[action*='undo']");
    new Visitor(rig).post(letter.leave(), Map.of("scope", "all"));
    walk.presses("barred", "form[action*='undo'] button", "h1:not(:has(~ ul))");
    walk.opens("stopped-all", letter.leave());
    walk.opens("preferences-stopped", letter.choose());
    walk.opens("stay", letter.stay());
    walk.presses("stayed-left", "[value=stay]", "h1:not(:has(~ form))");
  }

  private void comesBackToLeave(Walk walk, Letter letter) {
    walk.opens("unsubscribe", letter.leave());
    walk.presses("unsubscribed", "[value=purpose]", "form[action*='undo']");
    rig.clock().tick(Duration.ofMinutes(61));
    walk.presses("not-undone", "form[action*='undo'] button", "[role=status]");
    walk.opens("stopped", letter.leave());
    walk.presses("unsubscribed-all", "[value=all]", "h1:not(:has(~ ul))");
  }

  /** What was agreed to is not declared any more, and the rest is told by telephone. */
  private void hasNothingLeft(Walk walk, Letter letter) {
    try (EmbeddedServer other = rig.beside(Map.of("reveil.files", OwnFiles.withTextsAlone()))) {
      other.getApplicationContext().getBean(TestClock.class).set(rig.clock().instant());
      walk.page()
          .navigate(other
              .getURI()
              .resolve(letter.choose() + "?lang=" + walk.language())
              .toString());
      walk.sees("preferences-nothing");
    }
  }

  private static Letter letter(String name, Walk walk) {
    return Letter.toSubscriber(
        rig, name + "-" + walk.language() + "@example.org", walk.language().equals("fr") ? 2 : 3);
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

  private void takesItBack(Walk walk) {
    String link = taken(walk, "former");
    try (NoDatabase _ = NoDatabase.of(rig)) {
      walk.opens("address-back-away", link);
    }
    walk.opens("address-back", link);
    walk.presses("address-is-back", ".go", "[data-sun=up]");
    rig.clock().tick(Duration.ofDays(31));
    rig.bean(Recurring.class, "Expiry").round();
    walk.opens("address-back-over", link);
  }

  private void takesItBackAfterSigningUpAgain(Walk walk) {
    String link = taken(walk, "again");
    rig.clock().tick(Duration.ofHours(25));
    String former = "again-" + walk.language() + "@example.org";
    Visitor visitor = new Visitor(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", former, "purposes", "newsletter", "notice.newsletter", "1"));
    confirms(visitor, inbox.of(former).getLast().link("/c/"));
    walk.opens("address-back-in-part", link);
    walk.presses("address-not-back", ".go", "[data-sun=up]");
  }

  /** The link by which the one former address takes back that its letters go to another. */
  private String taken(Walk walk, String name) {
    String former = name + "-" + walk.language() + "@example.org";
    String other = name + "-" + walk.language() + "@elsewhere.example";
    Letter letter = Letter.toSubscriber(rig, former, 8);
    rig.clock().tick(Duration.ofSeconds(30));
    Visitor visitor = new Visitor(rig);
    visitor.press(
        visitor.open(letter.choose() + "?lang=fr"),
        "Demander à la nouvelle adresse",
        Map.of("email", other));
    confirms(visitor, inbox.only(other).link("/c/"));
    return inbox.of(former).getLast().link("/b/");
  }

  /** Not as one of a crowd that presses at once. */
  private static void confirms(Visitor visitor, String link) {
    Visitor.Page page = visitor.open(link);
    rig.clock().tick(Duration.ofSeconds(10));
    visitor.press(page, "Je confirme");
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
  private record Walk(Browser browser, String language, List<String> barriers, Set<String> seen) {
    private static final Pattern TEMPLATE = Pattern.compile("<!-- template (\\S+) -->");
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
      TEMPLATE.matcher(page().content()).results().map(found -> found.group(1)).forEach(seen::add);
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
