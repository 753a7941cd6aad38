package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.permission.Permissions;
import io.reveil.job.Columns;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Backup;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An older database is restored: nobody who left since is written to again (B5, D6; operating.md, Restore). */
@Tag("sql")
class RestoreJourneyTest {
  private static final String WITHDRAWALS = "/api/consents/withdrawals.csv";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Visitor visitor = new Visitor(rig);
  private final Office office = new Office(rig);

  @BeforeEach
  void empty() {
    rig.empty();
  }

  @Test
  void whoLeftAfterTheBackupIsWithdrawnAgain() {
    Letter leaver = Letter.toSubscriber(rig, "leaver@example.org", 201);
    Letter stayer = Letter.toSubscriber(rig, "stayer@example.org", 201);
    Backup backup = Backup.of(rig);
    rig.clock().tick(Duration.ofHours(1));
    String since = rig.clock().instant().toString();
    leave(leaver);
    String saved = office.text(WITHDRAWALS);

    backup.restore();
    assertThat(state(leaver)).isEqualTo(ConsentState.GRANTED);
    JsonNode first = bringIn(saved);
    JsonNode second = bringIn(saved);

    assertThat(state(leaver)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(state(stayer)).isEqualTo(ConsentState.GRANTED);
    assertThat(first.path("created").asInt()).isEqualTo(1);
    assertThat(second.path("created").asInt()).isZero();
    assertThat(second.path("rejected").asInt()).isZero();
    assertThat(rig.count("suppression")).isZero();
    assertThat(saved).doesNotContain("@").contains(leaver.contact().id() + ",reveil:");
    assertThat(since(leaver)).as("as of the press").isEqualTo(since);
  }

  @Test
  void onlyWhatWasRecordedSinceAMomentIsExported() {
    Letter early = Letter.toSubscriber(rig, "early@example.org", 202);
    Letter late = Letter.toSubscriber(rig, "late@example.org", 202);
    leave(early);
    rig.clock().tick(Duration.ofHours(1));
    String since = rig.clock().instant().toString();
    leave(late);

    assertThat(office.text(WITHDRAWALS + "?since=" + since).lines().skip(1))
        .singleElement()
        .asString()
        .startsWith(late.contact().id() + ",");
  }

  /** Whoever came after the backup is unknown to it: their address is banned, as of anybody who is no longer there (D6). */
  @Test
  void whoCameAndLeftAfterTheBackupIsBanned() {
    Backup backup = Backup.of(rig);
    leave(Letter.toSubscriber(rig, "newcomer@example.org", 203));
    String saved = office.text(WITHDRAWALS);

    backup.restore();
    bringIn(saved);
    office.bringIn("contacts", """
        external_id,email,language,consent_purpose,consent_at,consent_source,consent_text
        1,newcomer@example.org,fr,newsletter,2025-05-04T12:00:00Z,shop,Je veux la lettre.
        """);

    assertThat(
            rig.database().list("SELECT reason FROM suppression", row -> row.getString("reason")))
        .containsExactly("OBJECTION");
    assertThat(
            rig.database().list("SELECT state FROM current_consent", row -> row.getString("state")))
        .doesNotContain("GRANTED");
  }

  /**
   * (E5): what was found invalid since is so again, as what it was. Nobody left, and so nobody is banned, nor for what they
   * left unticked when they came (A36).
   */
  @Test
  void whatWasInvalidatedAfterTheBackupIsInvalidAgain() {
    Letter known = Letter.toSubscriber(rig, "known@example.org", 205);
    Backup backup = Backup.of(rig);
    rig.clock().tick(Duration.ofHours(1));
    invalidate(known);
    invalidate(Letter.toSubscriber(rig, "newcomer@example.org", 206));
    String saved = office.text(WITHDRAWALS);

    backup.restore();
    JsonNode first = bringIn(saved);
    JsonNode second = bringIn(saved);

    assertThat(first.path("created").asInt()).isEqualTo(1);
    assertThat(second.path("created").asInt()).isZero();
    assertThat(rig.database()
            .list(
                "SELECT act FROM consent_event WHERE act IN ('WITHDRAWN', 'INVALIDATED')",
                row -> row.getString("act")))
        .containsExactly("INVALIDATED");
    assertThat(state(known)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.count("suppression")).isZero();
  }

  /** (A9): as it was recorded, whatever channel the purpose declares by now; and nothing that goes by another one. */
  @Test
  void whatWasLeftByOneChannelIsWithdrawnByThatChannel() {
    Letter person = Letter.toSubscriber(rig, "channels@example.org", 207);
    ConsentLedger ledger = rig.bean(ConsentLedger.class);
    ConsentKey texts =
        new ConsentKey(person.contact().id(), Channel.SMS, new Purpose("newsletter"));
    ledger.declare(List.of(new Declaration(texts, Ledgers.declared(TestClock.START))));
    Backup backup = Backup.of(rig);
    rig.clock().tick(Duration.ofHours(1));
    ledger.withdraw(texts, Ledgers.left());
    String saved = office.text(WITHDRAWALS);

    backup.restore();
    assertThat(bringIn(saved).path("created").asInt()).isEqualTo(1);

    assertThat(rig.bean(Permissions.class).find(texts).map(CurrentConsent::state))
        .contains(ConsentState.WITHDRAWN);
    assertThat(state(person)).isEqualTo(ConsentState.GRANTED);
  }

  /** (A11): who is measured no more has not left; their letters may go on. */
  @Test
  void whoStoppedBeingMeasuredIsNotBanned() {
    Backup backup = Backup.of(rig);
    Letter newcomer = Letter.toSubscriber(rig, "measured@example.org", 208);
    choose(newcomer, "newsletter", "open_tracking");
    choose(newcomer, "newsletter");
    String saved = office.text(WITHDRAWALS);

    backup.restore();
    bringIn(saved);

    assertThat(saved).contains("open_tracking").doesNotContain("reveil:");
    assertThat(rig.count("suppression")).isZero();
  }

  /** Saved before files told the channel, and with the address of whoever stopped being measured. */
  @Test
  void aFileFromBeforeIsReadAndBansNobodyForMeasuring() {
    Letter leaver = Letter.toSubscriber(rig, "before@example.org", 209);
    Backup backup = Backup.of(rig);
    rig.clock().tick(Duration.ofHours(1));
    leave(leaver);
    String[] told = office
        .text(WITHDRAWALS)
        .lines()
        .filter(line -> line.contains(",newsletter,"))
        .findFirst()
        .orElseThrow()
        .split(",", -1);

    backup.restore();
    JsonNode done = bringIn("contact,digest,purpose,since,because\n"
        + "%s,%s,newsletter,%s,\n".formatted(told[0], told[1], told[4])
        + "1,%s,open_tracking,%s,\n".formatted(told[1], told[4]));

    assertThat(done.path("created").asInt()).isEqualTo(1);
    assertThat(state(leaver)).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(rig.count("suppression")).isZero();
  }

  @Test
  void aChannelThatIsNoneIsRefusedWithItsLine() {
    JsonNode done = bringIn(
        "contact,digest,channel,purpose,since\n1,,pigeon,newsletter,2026-11-21T12:00:00Z\n");

    assertThat(done.path("rejected").asInt()).isEqualTo(1);
    assertThat(office.text("/api/imports/" + done.path("id").asText() + "/rejects"))
        .contains("BAD_CHANNEL", "PHONE");
  }

  private void choose(Letter letter, String... purposes) {
    var page = visitor.open(letter.choose()).document();
    List<Map.Entry<String, String>> values = new ArrayList<>();
    values.add(Map.entry("nonce", page.select("[name=nonce]").attr("value")));
    page.select("input[name^=notice.]")
        .forEach(notice -> values.add(Map.entry(notice.attr("name"), notice.attr("value"))));
    List.of(purposes).forEach(purpose -> values.add(Map.entry("purposes", purpose)));
    visitor.post(
        letter.choose(), "application/x-www-form-urlencoded", Visitor.encoded(values), Map.of());
  }

  private void invalidate(Letter letter) {
    office.post(
        "/api/consents/invalidations",
        "application/json",
        "{\"email\":\"%s\",\"purpose\":\"newsletter\",\"reason\":\"no box was shown\"}"
            .formatted(letter.contact().email().orElseThrow().forSending()));
  }

  /** (E1): the file may be read again later, and takes nothing from whoever came back by an act of their own. */
  @Test
  void whoCameBackSinceIsLeftAlone() {
    Letter person = Letter.toSubscriber(rig, "back@example.org", 204);
    leave(person);
    String saved = office.text(WITHDRAWALS);
    rig.clock().tick(Duration.ofMinutes(1));
    visitor.press(visitor.open(person.choose()), "Enregistrer", Map.of("purposes", "newsletter"));
    assertThat(state(person)).isEqualTo(ConsentState.GRANTED);

    bringIn(saved);

    assertThat(state(person)).isEqualTo(ConsentState.GRANTED);
  }

  private void leave(Letter letter) {
    visitor.post(
        letter.leave(),
        "application/x-www-form-urlencoded",
        "List-Unsubscribe=One-Click",
        Map.of());
    assertThat(state(letter)).isEqualTo(ConsentState.WITHDRAWN);
  }

  private JsonNode bringIn(String saved) {
    JsonNode accepted = office.post("/api/imports/suppressions?source=restore", "text/csv", saved);
    office.work();
    return office.get(accepted.path("status").asText());
  }

  private static ConsentState state(Letter letter) {
    return Letter.stateOf(rig, letter.contact().id());
  }

  private static String since(Letter letter) {
    return rig.database()
        .first(
            "SELECT since_at FROM current_consent WHERE contact_id = ? AND purpose = 'newsletter'",
            row -> Columns.instant(row, "since_at").toString(),
            letter.contact().id().value())
        .orElseThrow();
  }
}
