package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.List;
import java.util.Map;
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

  private String asked(String address, String language) {
    String boxes = "&purposes=newsletter&notice.newsletter=1&purposes=text_news&notice.text_news=1"
        + "&purposes=open_tracking&notice.open_tracking=1";
    visitor.post(
        "/f/all?lang=" + language,
        "application/x-www-form-urlencoded",
        Visitor.encoded(List.of(Map.entry("email", address))) + boxes,
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
