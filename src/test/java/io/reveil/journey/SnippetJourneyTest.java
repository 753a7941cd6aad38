package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.Reveil;
import io.reveil.contact.Contacts;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.Rig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A form on the controller's own site: what is copied there, and what comes back from there. */
class SnippetJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final Map<String, String> SITE = Map.of(
      "Origin",
      "https://www.example.org",
      "Referer",
      "https://www.example.org/lettres?reader=7",
      "Sec-Fetch-Site",
      "cross-site");

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A2, A4, A27): what the form's own page says stands in it too, and it loads and runs nothing. */
  @ParameterizedTest
  @CsvSource({"newsletter, fr", "newsletter, en", "guide, fr", "guide, en"})
  void itAsksAndTellsWhatThePageDoesWithoutScript(String form, String language) {
    Document page = visitor.open("/f/" + form + "?lang=" + language).document();
    var answer = visitor.open("/f/" + form + "/snippet?lang=" + language);
    Document snippet = answer.document();

    assertThat(answer.answer().headers().firstValue("Content-Type").orElseThrow())
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(snippet.select("script, link, img, iframe, style, [onsubmit]")).isEmpty();
    assertThat(snippet.expectFirst("form").attr("action"))
        .isEqualTo("https://lettre.example.org/f/" + form + "?lang=" + language);
    assertThat(snippet.select("input[checked]")).isEmpty();
    for (String same : List.of("input[type=checkbox]", "input[name^=notice]")) {
      assertThat(snippet.select(same).eachAttr("value"))
          .isNotEmpty()
          .isEqualTo(page.select(same).eachAttr("value"));
    }
    assertThat(snippet.select("dd").eachText())
        .isEqualTo(page.select(".notice dd").eachText());
    assertThat(snippet.select("button").eachText())
        .isEqualTo(page.select("form button").eachText());
    assertThat(snippet.select("a[href=https://www.example.org/confidentialite]"))
        .hasSize(1);
  }

  /** Each control has a name, no two share an id, and the field for programs is out of everybody's way. */
  @ParameterizedTest
  @CsvSource({"newsletter, fr", "guide, en"})
  void eachOfItsFieldsIsLabelled(String form, String language) {
    Document snippet = visitor.open("/f/" + form + "/snippet?lang=" + language).document();

    for (Element control : snippet.select("input:not([type=hidden]), select")) {
      boolean isInLabel = control.closest("label") != null;
      assertThat(isInLabel || snippet.select("label[for=" + control.id() + "]").size() == 1)
          .as(control.outerHtml())
          .isTrue();
    }
    assertThat(snippet.select("[aria-describedby], [aria-labelledby]").stream()
            .map(tied -> tied.attr("aria-describedby") + tied.attr("aria-labelledby")))
        .allMatch(id -> snippet.getElementById(id) != null);
    assertThat(snippet.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    Element trap = snippet.expectFirst("input[name=website]");
    assertThat(trap.attr("tabindex")).isEqualTo("-1");
    assertThat(trap.closest("[aria-hidden=true]")).isNotNull();
  }

  /** A browser says where the page came from; ours answers whatever it says. */
  @Test
  void aPostFromAnotherSiteIsTakenAndConfirmsLikeAnyOther() {
    Document snippet = visitor.open("/f/newsletter/snippet?lang=fr").document();

    var answer = postFrom(snippet, "abroad@example.org");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.heading()).isEqualTo("Regardez dans votre boîte");
    var confirm = visitor.open(inbox.only("abroad@example.org").link("/c/"));
    assertThat(visitor.press(confirm, "Je confirme").heading()).isEqualTo("C’est confirmé. Merci.");
  }

  /** (E6, B28): the evidence names no page that nobody saw, and the mail none that anybody could have made up. */
  @Test
  void theEvidenceNamesTheSiteAsTheBrowserSays() {
    Document snippet = visitor.open("/f/newsletter/snippet?lang=fr").document();

    postFrom(snippet, "said@example.org", SITE);

    var mail = inbox.only("said@example.org");
    assertThat(mail.text())
        .contains("un site qui montre notre formulaire")
        .doesNotContain("www.example.org/lettres", "/f/newsletter");
    assertThat(evidence("said@example.org"))
        .containsEntry("door", "SNIPPET")
        .containsEntry("page", "https://www.example.org/lettres")
        .containsEntry("pageSaidBy", "BROWSER");
    String link = mail.link("/c/");
    var confirmed = visitor.press(visitor.open(link), "Je confirme");
    assertThat(confirmed.document().text())
        .contains("www.example.org/lettres, d’après le navigateur");
    assertThat(visitor.open(link + "/receipt?lang=en").document().text())
        .contains("www.example.org/lettres, as the browser says");
    assertThat(evidence("said@example.org"))
        .as("of the confirmation")
        .containsEntry("door", "SNIPPET")
        .containsEntry("page", "https://www.example.org/lettres");
  }

  /** (E6): who says nothing of use, of it nothing is kept but the door. */
  @ParameterizedTest
  @ValueSource(
      strings = {"null", "javascript:alert(1)", "https://me:secret@example.org/", "no address"})
  void aBrowserThatDoesNotSayWhereNamesNoPage(String said) {
    Document snippet = visitor.open("/f/newsletter/snippet?lang=en").document();
    String address = "nowhere-" + said.length() + "@example.org";

    postFrom(snippet, address, Map.of("Origin", said, "Referer", said));

    assertThat(evidence(address))
        .containsEntry("door", "SNIPPET")
        .doesNotContainKeys("page", "pageSaidBy");
    assertThat(visitor.open(inbox.only(address).link("/c/")).document().text())
        .contains("on a site that shows our form");
  }

  /** (E6): a copy from before it said so is known by where it stands; our own page is nobody else's. */
  @Test
  void aCopyThatDoesNotSaySoIsKnownByItsSiteAndOurPageByNone() {
    Document old = visitor.open("/f/newsletter/snippet?lang=fr").document();
    old.select("input[name=door]").remove();
    Document ours = visitor.open("/f/newsletter?lang=fr").document();

    postFrom(old, "copied@example.org", Map.of("Origin", "https://shop.example.org"));
    postFrom(ours, "hosted@example.org", Map.of("Origin", "null"));
    postFrom(ours, "proxied@example.org", Map.of("Origin", "https://lettre.example.org"));

    assertThat(evidence("copied@example.org"))
        .containsEntry("door", "SNIPPET")
        .containsEntry("page", "https://shop.example.org");
    for (String address : List.of("hosted@example.org", "proxied@example.org")) {
      assertThat(evidence(address))
          .containsEntry("door", "HOSTED_PAGE")
          .containsEntry("page", "https://lettre.example.org/f/newsletter")
          .doesNotContainKey("pageSaidBy");
    }
  }

  /** (A10): an old copy is answered with today's text, to be read and ticked anew; nothing is kept before. */
  @Test
  void anOldCopyIsAnsweredWithTodaysTextAndAnUntickedBox() {
    Document snippet = visitor.open("/f/newsletter/snippet?lang=fr").document();
    snippet.expectFirst("input[name=notice.newsletter]").attr("value", "0");

    var answer = postFrom(snippet, "old-copy@example.org");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.document().select("input[checked]")).isEmpty();
    assertThat(answer.document().select("#purposes-wrong").text()).startsWith("Le texte a changé");
    assertThat(Rows.naming(rig, "old-copy@example.org")).isEmpty();
  }

  @Test
  void theCommandPrintsWhatTheAddressShows() {
    assertThat(run("form", "snippet", "newsletter", "--language", "fr"))
        .isEqualTo("0 " + visitor.open("/f/newsletter/snippet?lang=fr").body().strip());
    assertThat(run("form", "snippet", "newsletter", "--language", "de")).startsWith("2 ");
    assertThat(run("form", "snippet", "nothing")).startsWith("1 ").contains("no form of this name");
  }

  private Visitor.Page postFrom(Document form, String address) {
    return postFrom(form, address, SITE);
  }

  /** As a browser would: hidden values, the box ticked, the address typed; the trap empty. */
  private Visitor.Page postFrom(Document form, String address, Map<String, String> headers) {
    Map<String, String> posted = new HashMap<>();
    form.select("input[type=hidden]")
        .forEach(input -> posted.put(input.attr("name"), input.attr("value")));
    posted.putAll(Map.of("email", address, "purposes", "newsletter", "website", ""));
    return visitor.post(
        form.expectFirst("form[method=post]").attr("action"),
        "application/x-www-form-urlencoded",
        Visitor.encoded(posted.entrySet()),
        headers);
  }

  /** What the newest event says of the newsletter, of its mail apart. */
  private static Map<String, String> evidence(String address) {
    ContactId contact = rig.bean(Contacts.class)
        .find(EmailAddress.parse(address).orElseThrow())
        .orElseThrow()
        .id();
    long event =
        rig.database().first("""
            SELECT e.event_id
              FROM consent_event e
              JOIN consent_subject s ON s.subject_ref = e.subject_ref
             WHERE s.contact_id = ?
               AND e.purpose = 'newsletter'
               AND e.act IN ('REQUESTED', 'GRANTED')
             ORDER BY e.version DESC
             LIMIT 1
            """, row -> row.getLong(1), contact.value()).orElseThrow();
    Map<String, String> evidence = new HashMap<>();
    rig.database()
        .list(
            "SELECT name, opened FROM consent_opening WHERE event_id = ?",
            row -> Map.entry(row.getString(1), row.getString(2)),
            event)
        .forEach(entry -> evidence.put(entry.getKey(), entry.getValue()));
    return evidence;
  }

  private static String run(String... words) {
    StringWriter said = new StringWriter();
    int code = Reveil.commandLine(Map.of(
            "REVEIL_URL", rig.uri("/").toString(), "REVEIL_HOME", rig.home().toString()))
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(words);
    return code + " " + said.toString().strip();
  }
}
