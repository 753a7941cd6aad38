package io.reveil.report;

import static io.reveil.report.Stand.ENTERED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.campaign.Arm;
import io.reveil.delivery.MessageState;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("sql")
class PeopleTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  /** Promise 4, and D2: the address travels in a body and comes back masked. */
  @Test
  void aContactIsFoundByAddressNumberAndId() {
    Stand stand = new Stand(rig, "found").apply();
    ContactId ada = stand.contact("ada.lovelace", Language.EN);
    stand.buys(ada, ENTERED.minus(Duration.ofDays(200)));

    JsonNode byAddress = stand
        .post(
            "/api/contacts/lookup", "application/json", "{\"email\":\"Ada.Lovelace@example.org\"}")
        .body();
    assertThat(byAddress.path("id").asText()).isEqualTo(ada.toString());
    assertThat(byAddress.path("email").asText()).isEqualTo("ad…@example.org");
    assertThat(byAddress.path("standing").asText()).isEqualTo("INACTIVE");
    assertThat(byAddress.path("signals").path(0).path("amount").asText()).isEqualTo("12.5");
    assertThat(stand.get("/api/contacts?external=X-ada.lovelace").body()).isEqualTo(byAddress);
    assertThat(stand.get("/api/contacts/" + ada).body()).isEqualTo(byAddress);
    assertThat(stand
            .post("/api/contacts/lookup", "application/json", "{\"externalId\":\"X-ada.lovelace\"}")
            .body())
        .isEqualTo(byAddress);
    assertThat(stand
            .post("/api/contacts/lookup", "application/json", "{\"contact\":\"" + ada + "\"}")
            .body())
        .isEqualTo(byAddress);
  }

  @Test
  void nobodyIsFoundUnderAnUnknownAddress() {
    Stand stand = new Stand(rig, "nobody");

    assertThat(stand
            .post("/api/contacts/lookup", "application/json", "{\"email\":\"no@example.org\"}")
            .body())
        .hasToString("{\"found\":false}");
    assertThat(stand.get("/api/contacts/42").status()).isEqualTo(404);
    assertThat(stand.get("/api/contacts?external=none").status()).isEqualTo(404);
    assertThat(stand
            .post("/api/contacts/lookup", "application/json", "{\"email\":\"no one\"}")
            .status())
        .isEqualTo(400);
  }

  @Test
  void oneSentenceSaysWhereAPersonStandsInBothLanguages() {
    Stand stand = new Stand(rig, "explained").apply();
    ContactId zoe = stand.contact("zoe", Language.FR);
    stand.buys(zoe, ENTERED.minus(Duration.ofDays(200)));
    stand.enrol(zoe, stand.wave("explained-1", "RUNNING", Map.of()), Arm.TREATED);

    assertThat(sentence(stand, zoe, "en"))
        .startsWith(
            "Inactive: the last sign of life was a purchase on 5 May 2026; may not be written to for “")
        .endsWith(
            "(nothing allows writing for this purpose); in explained at stage “value”, the next one due on"
                + " 1 December 2026.");
    assertThat(sentence(stand, zoe, "fr"))
        .startsWith(
            "Inactif : le dernier signe de vie est un achat, le 5 mai 2026 ; on ne peut pas lui écrire")
        .endsWith("dans explained, étape « value », la suivante prévue le 1er décembre 2026.");
    assertThat(stand.get("/api/contacts/" + zoe + "/explain?lang=de").status()).isEqualTo(400);
  }

  /** (F1, A20): each standing says what it rests on. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      10   | Active: the last sign of life was a purchase on 11 November 2026;    | Actif : le dernier signe de vie est un achat, le 11 novembre 2026 ;
      100  | Cooling: the last sign of life was a purchase on 13 August 2026;     | Se refroidit : le dernier signe de vie est un achat, le 13 août 2026 ;
      400  | Dormant: the last sign of life was a purchase on 17 October 2025;    | Dormant : le dernier signe de vie est un achat, le 17 octobre 2025 ;
      1060 | Expiring: the last sign of life was a purchase on 27 December 2023, and erasure is due on 27 December 2026; | Arrive à terme : le dernier signe de vie est un achat, le 27 décembre 2023, et l’effacement est dû le 27 décembre 2026 ;
      """)
  void everyStandingSaysWhatItRestsOn(int days, String english, String french) {
    Stand stand = new Stand(rig, "standing");
    ContactId contact = stand.contact("stands" + days, Language.FR);
    stand.buys(contact, ENTERED.minus(Duration.ofDays(days)));

    assertThat(sentence(stand, contact, "en")).startsWith(english);
    assertThat(sentence(stand, contact, "fr")).startsWith(french);
  }

  /** Promise 4: every mail sent and every mail not sent says so, and why. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      QUEUED   |           | waiting since 21 November 2026 | en attente depuis le 21 novembre 2026
      SENT     |           | sent on 21 November 2026       | envoyée le 21 novembre 2026
      DEFERRED | SOFT      | not taken by the relay yet (the mailbox or its host could not take it), tried again on 21 November 2026 at 16:00 | pas encore prise par le relais (la boîte ou son hébergeur n’a pu la prendre), nouvel essai le 21 novembre 2026 à 16 h 00
      HELD     | PACE      | not now (PACE), tried again on 21 November 2026 at 16:00 | pas maintenant (PACE), nouvel essai le 21 novembre 2026 à 16 h 00
      FAILED   | HARD      | refused by the relay on 21 November 2026 (the address does not exist) | refusée par le relais le 21 novembre 2026 (l’adresse n’existe pas)
      FAILED   | SOFT      | refused by the relay on 21 November 2026 (the mailbox or its host could not take it) | refusée par le relais le 21 novembre 2026 (la boîte ou son hébergeur n’a pu la prendre)
      FAILED   | BLOCK     | refused by the relay on 21 November 2026 (for our sending, not for the address) | refusée par le relais le 21 novembre 2026 (à cause de notre envoi, pas de l’adresse)
      FAILED   | CONTENT   | refused by the relay on 21 November 2026 (for the mail itself) | refusée par le relais le 21 novembre 2026 (à cause de la lettre elle-même)
      DROPPED  | WITHDRAWN | not sent: withdrew consent | non envoyée : consentement retiré
      UNKNOWN  |           | in doubt since a crash on 21 November 2026, and not sent again | en doute depuis un arrêt brutal le 21 novembre 2026, et pas renvoyée
      """)
  void theSentenceSaysWhatBecameOfTheLastMail(
      MessageState state, @Nullable String reason, String english, String french) {
    String why = Optional.ofNullable(reason).orElse("");
    String name = ("m-" + state + "-by" + why).toLowerCase(Locale.ROOT);
    Stand stand = new Stand(rig, name).apply();
    ContactId contact = stand.contact(name, Language.FR);
    long wave = stand.wave(name, "RUNNING", Map.of());
    stand.enrol(contact, wave, Arm.TREATED);
    stand.mail(contact, wave, "value", state, why);

    assertThat(sentence(stand, contact, "en")).endsWith("; mail “value”: " + english + ".");
    assertThat(sentence(stand, contact, "fr")).endsWith(" ; lettre « value » : " + french + ".");
    JsonNode mails = stand.get("/api/contacts/" + contact).body().path("mails");
    assertThat(mails.findValuesAsText("state")).containsExactly(state.name());
    assertThat(mails.path(0).path("stage").asText()).isEqualTo("value");
    assertThat(mails.path(0).path("reason").asText()).isEqualTo(why);
    assertThat(mails.path(0).has("settledAt")).isEqualTo(!state.isOpen());
    assertThat(mails.toString()).doesNotContain("@");
  }

  @Test
  void aContactShowsItsLastTwentyMails() {
    Stand stand = new Stand(rig, "many").apply();
    ContactId contact = stand.contact("many", Language.FR);
    long wave = stand.wave("many-1", "RUNNING", Map.of());
    for (int stage = 1; stage <= 21; stage++) {
      stand.mail(contact, wave, "stage-" + stage, MessageState.SENT, "");
    }

    JsonNode mails = stand.get("/api/contacts/" + contact).body().path("mails");

    assertThat(mails).hasSize(20);
    assertThat(mails.path(0).path("stage").asText()).isEqualTo("stage-21");
  }

  @Test
  void whoWasNeverHeardOfIsNotJudgedBySilence() {
    Stand stand = new Stand(rig, "unheard");
    ContactId contact = stand.contact("unheard", Language.FR);

    assertThat(sentence(stand, contact, "en"))
        .startsWith("Not judged by silence: no sign of life since ")
        .contains("0 mails since is too few to tell;");
    assertThat(sentence(stand, contact, "fr"))
        .startsWith("Non jugé sur son silence : aucun signe de vie depuis le ")
        .contains("0 lettre depuis, c’est trop peu pour le dire ;");
  }

  private static String sentence(Stand stand, ContactId contact, String language) {
    return stand
        .get("/api/contacts/" + contact + "/explain?lang=" + language)
        .body()
        .path("sentence")
        .asText()
        .replace('\u00A0', ' ')
        .replace('\u202F', ' ');
  }

  @Test
  void theListTellsWhoIsHeldOut() {
    Stand stand = new Stand(rig, "listed").apply();
    ContactId amy = stand.contact("amy", Language.FR);
    ContactId ben = stand.contact("ben", Language.FR);
    stand.enrol(ben, stand.wave("listed-1", "RUNNING", Map.of()), Arm.HELD_OUT);

    JsonNode page =
        stand.get("/api/contacts?limit=2&after=" + (amy.value() - 1)).body().path("contacts");

    assertThat(page.findValuesAsText("id")).containsExactly(amy.toString(), ben.toString());
    assertThat(page.findValuesAsText("heldOut")).containsExactly("false", "true");
    assertThat(page.findValuesAsText("standing")).containsExactly("UNEXPOSED", "UNEXPOSED");
  }
}
