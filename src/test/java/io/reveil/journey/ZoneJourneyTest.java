package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who lives by another clock reads times by it (E2). */
class ZoneJourneyTest {
  private static final String PEOPLE = """
      external_id,email,language,country,zone,consent_purpose,consent_at,consent_source,consent_text,source_type,source_name,source_at
      1,paris@example.org,fr,FR,,newsletter,2025-01-05T21:00:00Z,tombola,J’accepte que Maison Lumen m’écrive.,third_party,Tombola SA,2025-01-05T21:00:00Z
      2,island@example.org,fr,RE,,newsletter,2025-01-05T21:00:00Z,tombola,J’accepte que Maison Lumen m’écrive.,third_party,Tombola SA,2025-01-05T21:00:00Z
      3,abroad@example.org,fr,FR,Indian/Reunion,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,third_party,Tombola SA,2025-01-05
      4,west@example.org,fr,MQ,,newsletter,2025-01-05,tombola,J’accepte que Maison Lumen m’écrive.,third_party,Tombola SA,2025-01-05
      """;
  private static final String CAMPAIGN = """
      campaign: lamps
      kind: WIN_BACK
      purpose: newsletter
      audience: { all: [ { status: { in: [INACTIVE, DORMANT] } } ] }
      holdout: 0%
      stages:
        - { id: value, after: P0D, template: win-back/value }
      """;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);

  /** At nine in Paris, in winter. */
  @BeforeEach
  void aMorning() {
    rig.clock().tick(Duration.ofHours(20));
  }

  @Test
  void whoLeavesReadsSinceWhenByTheirOwnClock() {
    office.bringIn("contacts", PEOPLE);

    assertThat(left("paris@example.org"))
        .isEqualTo("22 novembre 2026 à 9 h 00, 2026-11-22T09:00+01:00");
    assertThat(left("island@example.org"))
        .isEqualTo("22 novembre 2026 à 12 h 00, 2026-11-22T12:00+04:00");
    assertThat(left("abroad@example.org"))
        .isEqualTo("22 novembre 2026 à 12 h 00, 2026-11-22T12:00+04:00");
  }

  @Test
  void whoHoldsAMailboxThatWasLeftDoesNotLearnWhereItsFormerOwnerLives() {
    office.bringIn("contacts", "email,country\nmoved@example.org,RE\n");
    rig.database()
        .update(
            "UPDATE contact SET moved_at = ? WHERE email = ?",
            rig.clock().instant(),
            "moved@example.org");

    assertThat(left("moved@example.org"))
        .isEqualTo("22 novembre 2026 à 9 h 00, 2026-11-22T09:00+01:00");
  }

  @Test
  void whoSignsUpForTheFirstTimeReadsOurClockAndWhoIsKnownTheirOwn() {
    office.bringIn("contacts", "email,country\nknown@example.org,RE\n");

    assertThat(signedUp("stranger@example.org")).contains("22 novembre 2026 à 9 h 00");
    assertThat(signedUp("known@example.org")).contains("22 novembre 2026 à 12 h 00");

    var asked = visitor.open(inbox.only("known@example.org").link("/c/"));
    var confirmed = visitor.press(asked, "Je confirme");
    var receipt = visitor.open(confirmed.document().select("a[href*=receipt]").attr("href"));
    rig.clock().tick(Duration.ofHours(12));
    var preferences = visitor.open(Letter.to(rig, "known@example.org", 1).choose());
    var saved = visitor.press(preferences, "Enregistrer");
    assertThat(times(asked)).contains("à 12 h 00").doesNotContain("à 9 h");
    assertThat(times(confirmed)).contains("à 12 h 00").doesNotContain("à 9 h");
    assertThat(times(receipt)).contains("à 12 h 00").doesNotContain("à 9 h");
    assertThat(times(saved)).contains("23 novembre 2026 à 0 h 00");
  }

  /** What happened late in the evening in Paris happened the next day on the island; a day without a time is one everywhere. */
  @Test
  void aLetterTellsTheDaysOfTheirOwnCalendar() {
    office.bringIn("contacts", PEOPLE);
    office.bringIn("events", """
        external_id,occurred_at,type
        1,2025-01-06T12:00:00Z,call
        2,2025-01-06T12:00:00Z,call
        3,2025-01-06T12:00:00Z,call
        4,2025-01-06T12:00:00Z,call
        """);
    office.apply(CAMPAIGN);

    office.run("lamps", "first");

    assertThat(letter("paris@example.org"))
        .contains(
            "demandé La lettre du matin le 5 janvier 2025", "par Tombola SA le 5 janvier 2025");
    assertThat(letter("island@example.org"))
        .contains(
            "demandé La lettre du matin le 6 janvier 2025", "par Tombola SA le 6 janvier 2025");
    for (String dayOnly : new String[] {"abroad@example.org", "west@example.org"}) {
      assertThat(letter(dayOnly))
          .contains(
              "demandé La lettre du matin le 5 janvier 2025", "par Tombola SA le 5 janvier 2025");
    }
  }

  private String left(String address) {
    Letter letter = Letter.to(rig, address, 1);
    var time =
        visitor.post(letter.leave(), Map.of("scope", "purpose")).document().select("time");
    return plain(time.text()) + ", " + time.attr("datetime");
  }

  private String signedUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    return plain(inbox.only(address).text());
  }

  private String letter(String address) {
    return plain(inbox.only(address).text());
  }

  private static String times(Visitor.Page page) {
    return plain(page.document().select("time").text());
  }

  private static String plain(String text) {
    return text.replaceAll("[\\s\u00a0]+", " ");
  }
}
