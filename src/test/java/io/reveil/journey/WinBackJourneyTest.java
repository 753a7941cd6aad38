package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A silent base, from the file to the figures: files in, a campaign, two waves, answers, a report; by HTTP and mail alone. */
class WinBackJourneyTest {
  private static final String CONTACTS = """
      external_id,email,first_name,language,country,category,consent_purpose,consent_at,consent_source,consent_text
      1,Stays@Example.org,Zoé,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      2,leaves@example.org,Paul,en,BE,customer,newsletter,2025-05-04T12:00:00Z,checkout,I want the letter.
      3,buys@example.org,Inès,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      4,silent@example.org,Hugo,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      5,nobasis@example.org,Léa,fr,FR,customer,,,,
      6,undated@example.org,Max,fr,FR,customer,newsletter,,checkout,Je veux recevoir la lettre.
      7,awake@example.org,Eva,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      8,not-an-address,Ali,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux recevoir la lettre.
      """;
  private static final String EVENTS = """
      external_id,occurred_at,type,quantity,amount_eur
      1,2025-05-04T12:00:00Z,purchase,1,11.77
      2,2025-05-04T12:00:00Z,purchase,1,29.33
      3,2025-05-04T12:00:00Z,purchase,2,29.33
      4,2025-05-04T12:00:00Z,purchase,1,8.90
      5,2025-05-04T12:00:00Z,purchase,1,8.90
      6,2025-05-04T12:00:00Z,purchase,1,8.90
      7,2026-11-20T12:00:00Z,purchase,1,8.90
      """;
  private static final String CAMPAIGN = """
      campaign: reveil
      kind: WIN_BACK
      purpose: newsletter
      audience:
        all:
          - status: { in: [INACTIVE, DORMANT] }
      holdout: 0%
      stages:
        - { id: value,   after: P0D,  template: win-back/value }
        - { id: choice,  after: P10D, template: win-back/choice }
      exit_on: [STAY, PURCHASE]
      at_end: SUNSET
      """;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** (A13, F2, F7, F13, B8, B10; issue 3, the contract of the JSON) */
  @Test
  void aSilentBaseIsWrittenToUntilItAnswersAndEveryAnswerIsCounted() {
    assertThat(office.bringIn("contacts", CONTACTS).toString())
        .contains("\"rows\":8", "\"created\":7", "\"rejected\":1");
    assertThat(office.bringIn("events", EVENTS).toString()).contains("\"created\":7");
    office.apply(CAMPAIGN);

    JsonNode forecast = office.plan("reveil", "first");
    assertThat(forecast.path("planned").asInt()).isEqualTo(4);
    assertThat(forecast.path("notPlanned").toString())
        .isEqualTo("{\"EVIDENCE_MISSING\":1,\"NO_BASIS\":1}");
    assertThat(rig.mail().getReceivedMessages()).isEmpty();

    JsonNode first = office.run("reveil", "first");
    assertThat(first.path("state").asText()).isEqualTo("DONE");
    assertThat(first.path("sent").asInt()).isEqualTo(4);
    assertThat(office.run("reveil", "first")).isEqualTo(first);
    assertThat(rig.mail().getReceivedMessages()).hasSize(4);

    rig.clock().tick(Duration.ofHours(3));
    stay("Stays@example.org");
    leave("leaves@example.org");
    rig.clock().tick(Period.ofDays(2));
    JsonNode purchase = office.bringIn("events", """
        external_id,occurred_at,type,quantity,amount_eur
        3,2026-11-22T18:00:00Z,purchase,1,42.00
        """);
    assertThat(purchase.toString()).contains("\"created\":1");
    rig.clock().tick(Period.ofDays(8));

    JsonNode second = office.run("reveil", "second");
    assertThat(inbox.of("silent@example.org")).hasSize(2);
    assertThat(inbox.of("buys@example.org")).hasSize(1);
    assertThat(inbox.of("Stays@example.org")).hasSize(1);
    assertThat(inbox.of("leaves@example.org")).hasSize(1);
    assertThat(second.path("sent").asInt()).isEqualTo(1);
    assertThat(rig.mail().getReceivedMessages()).hasSize(5);

    JsonNode answered = office.get(Office.wave("reveil", "first"));
    assertThat(answered.path("stayed").asInt()).isEqualTo(1);
    assertThat(answered.path("unsubscribed").asInt()).isEqualTo(1);
    assertThat(answered.path("open").asInt()).isZero();
  }

  private void stay(String address) {
    var question = visitor.open(inbox.only(address).link("/s/"));

    assertThat(visitor.press(question, "Je reste").heading()).isEqualTo("C’est noté. Merci.");
  }

  /** As mail programs do it, without any page (RFC 8058). */
  private void leave(String address) {
    String link = inbox.only(address).header("List-Unsubscribe").replaceAll("[<>\\s]", "");

    assertThat(visitor.post(link, Map.of("List-Unsubscribe", "One-Click")).status())
        .isEqualTo(200);
  }
}
