package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.Reveil;
import io.reveil.testing.Rig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A form on the controller's own site: what is copied there, and what comes back from there. */
class SnippetJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

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
    for (String same : List.of("input[type=checkbox]", "input[type=hidden]")) {
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

  /** As a browser would: hidden values, the box ticked, the address typed; the trap empty. */
  private Visitor.Page postFrom(Document snippet, String address) {
    Map<String, String> values = snippet.select("input[type=hidden]").stream()
        .collect(Collectors.toMap(input -> input.attr("name"), input -> input.attr("value")));
    Map<String, String> posted = new HashMap<>(values);
    posted.putAll(Map.of("email", address, "purposes", "newsletter", "website", ""));
    return visitor.post(
        snippet.expectFirst("form").attr("action"),
        "application/x-www-form-urlencoded",
        Visitor.encoded(posted.entrySet()),
        Map.of(
            "Origin",
            "https://www.example.org",
            "Referer",
            "https://www.example.org/lettres",
            "Sec-Fetch-Site",
            "cross-site"));
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
