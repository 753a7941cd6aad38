package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A letter, a letter by another channel and a measurement, asked for at once: each is called what it is (A2, A30, E4). */
class MannerJourneyTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of(
      "reveil.files",
      OwnFiles.withAllBasesAndAFormFor("newsletter", "text_news", "open_tracking")));

  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  @ParameterizedTest
  @CsvSource({
    "fr, Je confirme, 'par e‑mail', par SMS, une mesure, Lire le reçu, recevoir",
    "en, I confirm, 'by e‑mail', by SMS, a measurement, Read the receipt, receive"
  })
  void mailPagesAndReceiptSayHowEachTakesPlace(
      String language,
      String button,
      String byMail,
      String bySms,
      String measured,
      String receipt,
      String receive) {
    String address = language + "@example.org";
    var mail = asked(address, language);
    String link = inbox.only(address).link("/c/");

    var page = visitor.open(link);
    var confirmed = visitor.press(page, button);
    var read = visitor.open(link(confirmed, receipt));

    assertThat(mail).contains(", " + byMail + ".", ", " + bySms + ".", ", " + measured + ".");
    assertThat(page.document().select("ul.rows span").eachText())
        .containsExactlyInAnyOrder(byMail, bySms, measured);
    assertThat(page.document().select("main").text()).doesNotContain(receive);
    assertThat(confirmed.document().select("ul.rows span").eachText())
        .containsExactlyInAnyOrder(byMail, bySms, measured);
    assertThat(confirmed.document().select("main").text()).doesNotContain(receive);
    assertThat(read.document().select("main h2").eachText())
        .as("one a purpose, whatever its channel (E4)")
        .hasSize(3)
        .anyMatch(heading -> heading.endsWith(bySms))
        .anyMatch(heading -> heading.endsWith(measured));
  }

  /** (A9, A10): a purpose taken out while a request waits stands on no page any more, and nobody agrees to it unseen. */
  @Test
  void whatIsDeclaredNoLongerIsNeitherShownNorGranted() {
    asked("rest@example.org", "fr");
    String link = inbox.only("rest@example.org").link("/c/");
    try (EmbeddedServer later = rig.beside(Map.of("reveil.files", withoutTexts()))) {
      Visitor there = new Visitor(later.getURI()::resolve);

      var page = there.open(link);
      var confirmed = there.press(page, "Je confirme");

      assertThat(List.of(page, confirmed))
          .allSatisfy(
              shown -> assertThat(shown.document().select("ul.rows span").eachText())
                  .containsExactlyInAnyOrder("par e‑mail", "une mesure"));
      assertThat(granted("rest@example.org"))
          .containsExactlyInAnyOrder("EMAIL newsletter", "EMAIL open_tracking");
      assertThat(confirmed.document().select("a[download]")).hasSize(1);
    }
  }

  /** (A9, A10) */
  @Test
  void whoAskedForNothingElseConfirmsNothingAndIsToldWhy() {
    asked("nothing@example.org", "fr", "text_news");
    String link = inbox.only("nothing@example.org").link("/c/");
    var shown = visitor.open(link);
    try (EmbeddedServer later = rig.beside(Map.of("reveil.files", withoutTexts()))) {
      Visitor there = new Visitor(later.getURI()::resolve);
      var before = Rows.all(rig);

      var pressed = there.press(shown, "Je confirme");
      var english = there.open(link + "?lang=en");

      assertThat(List.of(pressed, english)).allMatch(page -> page.status() == 410);
      assertThat(pressed.document().select("main").text())
          .contains("Ce que vous demandiez n’est plus proposé")
          .doesNotContain("Son délai est passé", "Terminé");
      assertThat(english.document().select("main").text())
          .contains("What you asked for is not offered any more");
      assertThat(pressed.document().select("button").eachText())
          .containsExactly("Ce n’est pas moi");
      assertThat(Rows.all(rig)).isEqualTo(before);
      assertThat(there.press(pressed, "Ce n’est pas moi").heading()).isEqualTo("C’est noté");
    }
  }

  private static String withoutTexts() {
    return OwnFiles.withPurposes(shipped -> shipped + "\n# By e-mail alone.\n");
  }

  private static List<String> granted(String address) {
    Contact contact =
        rig.bean(Contacts.class).find(EmailAddress.parse(address).orElseThrow()).orElseThrow();
    return rig.bean(Permissions.class).list(contact.id()).stream()
        .filter(row -> row.state() == ConsentState.GRANTED)
        .map(row -> row.key().channel() + " " + row.key().purpose())
        .toList();
  }

  private String asked(String address, String language) {
    return asked(address, language, "newsletter", "text_news", "open_tracking");
  }

  private String asked(String address, String language, String... purposes) {
    List<Map.Entry<String, String>> typed = new ArrayList<>();
    typed.add(Map.entry("email", address));
    for (String purpose : purposes) {
      typed.add(Map.entry("purposes", purpose));
      typed.add(Map.entry("notice." + purpose, "1"));
    }
    visitor.post(
        "/f/all?lang=" + language,
        "application/x-www-form-urlencoded",
        Visitor.encoded(typed),
        Map.of());
    return inbox.only(address).text();
  }

  private static String link(Visitor.Page page, String words) {
    return page.document().select("a").stream()
        .filter(one -> one.text().equals(words))
        .findFirst()
        .orElseThrow()
        .attr("href");
  }
}
