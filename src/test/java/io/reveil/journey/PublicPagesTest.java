package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.reveil.testing.Browser;
import io.reveil.testing.Browser.Look;
import io.reveil.testing.Rig;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The public pages as a person sees them: without scripts, on a phone and on a desk, by day and by night. */
@Tag("browser")
class PublicPagesTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

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

      page.getByText("Se désinscrire dès maintenant").click();
      press(page, "Tout arrêter");
      assertThat(page.textContent("h1")).isEqualTo("C’est fait");
    }
  }

  @Test
  void everyPageFitsAPhoneAndADeskByDayAndByNight() {
    Visitor visitor = new Visitor(rig);
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "late@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String expired = inbox.only("late@example.org").link("/c/");
    rig.clock().tick(Duration.ofDays(8));
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", "waits@example.org", "purposes", "newsletter", "notice.newsletter", "1"));
    String confirm = inbox.only("waits@example.org").link("/c/");
    Letter letter = Letter.toSubscriber(rig, "camille@example.org", 1);
    String confirmed = inbox.of("camille@example.org").getFirst().link("/c/");

    for (Look look :
        List.of(Look.PHONE, Look.PHONE.inTheDark(), Look.DESKTOP, Look.DESKTOP.inTheDark())) {
      try (var browser = Browser.open(look.withoutScripts())) {
        shoot(browser, look, "form", "/f/newsletter");
        press(browser.page(), "Recevoir le lien de confirmation");
        fits(browser, look, "form-wrong");
        shoot(browser, look, "guide", "/f/guide");
        press(browser.page(), "Le document, sans m’inscrire");
        fits(browser, look, "downloaded");
        shoot(browser, look, "confirm", confirm);
        shoot(browser, look, "confirmed", confirmed);
        shoot(browser, look, "receipt", confirmed + "/receipt");
        shoot(browser, look, "expired", expired);
        shoot(browser, look, "unknown-link", "/c/nothing");
        shoot(browser, look, "stay", letter.stay());
        shoot(browser, look, "unsubscribe", letter.leave());
      }
    }
    try (var browser = Browser.open(Look.PHONE.withoutScripts())) {
      browser.page().navigate(here(letter.stay() + "?lang=fr"));
      press(browser.page(), "Je reste");
      fits(browser, Look.PHONE, "stayed");
      browser.page().navigate(here(letter.leave() + "?lang=fr"));
      press(browser.page(), "Arrêter cette lettre");
      fits(browser, Look.PHONE, "unsubscribed");
    }
  }

  private static void shoot(Browser browser, Look look, String name, String link) {
    browser.page().navigate(here(link) + "?lang=fr");
    fits(browser, look, name);
  }

  /** Nothing is wider than the window, which a person with a phone would have to push about. */
  private static void fits(Browser browser, Look look, String name) {
    browser.screenshot("page-" + name + "-" + look.width() + (look.dark() ? "-dark" : ""));
    int widest =
        ((Number) browser.page().locator("html").evaluate("root => root.scrollWidth")).intValue();
    assertThat(widest).as(name).isLessThanOrEqualTo(look.width());
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
