package io.reveil.report;

import static io.reveil.report.Stand.ENTERED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reveil.campaign.Arm;
import io.reveil.delivery.MessageState;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
class FiguresTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  /** The contract with other programs, word for word; the order too. */
  @Test
  void aWaveAnswersWithTheFiguresOfTheContract() {
    Stand stand = new Stand(rig, "contract").apply();
    long wave =
        stand.wave("2026-11-21", "RUNNING", Map.of("PLANNED", 5L, "HELD_OUT", 1L, "NO_BASIS", 2L));
    ContactId ada = stand.contact("ada", Language.FR);
    stand.mail(ada, wave, "value", MessageState.SENT, "");
    stand.answered(ada, "stayed_at");
    stand.answered(ada, "clicked_at");
    ContactId bob = stand.contact("bob", Language.EN);
    stand.mail(bob, wave, "choice", MessageState.SENT, "");
    stand.answered(bob, "unsubscribed_at");
    stand.mail(stand.contact("cy", Language.EN), wave, "value", MessageState.FAILED, "HARD");
    stand.mail(stand.contact("dee", Language.EN), wave, "value", MessageState.DROPPED, "WITHDRAWN");
    stand.mail(stand.contact("eve", Language.EN), wave, "value", MessageState.UNKNOWN, "");
    stand.mail(stand.contact("fay", Language.EN), wave, "value", MessageState.HELD, "PACE");

    assertThat(stand.get("/api/campaigns/contract/waves/2026-11-21").body()).hasToString("""
            {"campaign":"contract","key":"2026-11-21","state":"RUNNING","matched":8,"heldOut":1,"planned":6,"sent":2,\
            "failed":1,"unknown":1,"open":1,"dropped":{"WITHDRAWN":1},"stayed":1,"clicked":1,"unsubscribed":1,"bounced":0,"complained":0}""");
  }

  /** Nothing is left out because there is none of it. */
  @Test
  void aReportAnswersWithAllFiguresThoughNothingWasSent() throws IOException {
    JsonNode report =
        new Stand(rig, "fresh").apply().get("/api/campaigns/fresh/report").body();

    String nothing =
        "\"planned\":0,\"sent\":0,\"failed\":0,\"unknown\":0,\"open\":0,\"dropped\":{},"
            + "\"stayed\":0,\"clicked\":0,\"unsubscribed\":0,\"bounced\":0,\"complained\":0";
    JsonNode counted = ((ObjectNode) report).without("lift");
    assertThat(counted)
        .isEqualTo(new ObjectMapper().readTree("""
            {"campaign":"fresh","version":1,"purpose":"newsletter","treated":0,"heldOut":0,%s,"purchased":0,
             "stages":[{"stage":"value",%s},{"stage":"choice",%s}],"exits":{},"completed":0}""".formatted(nothing, nothing, nothing)));
  }

  /** (B30) */
  @Test
  void aWaveThatWaitsForAStoppedProviderSaysWhy() {
    Stand stand = new Stand(rig, "stormy").apply();
    long waits = stand.wave("waits", "RUNNING", Map.of("PLANNED", 1L));
    stand.mail(stand.contact("olga", Language.FR), waits, "value", MessageState.HELD, "PACE");
    long done = stand.wave("done", "DONE", Map.of("PLANNED", 1L));
    stand.mail(stand.contact("pam", Language.FR), done, "value", MessageState.SENT, "");
    stand.storm("orange", "9 of 10 mails failed.");

    assertThat(status(stand, "waits").path("stoppedProviders").toString())
        .isEqualTo("{\"orange\":\"9 of 10 mails failed.\"}");
    assertThat(status(stand, "done").has("stoppedProviders")).isFalse();
    rig.database().update("DELETE FROM storm");
  }

  private static JsonNode status(Stand stand, String wave) {
    return stand.get("/api/campaigns/stormy/waves/" + wave).body();
  }

  @Test
  void whatDoesNotExistIsSaidSo() {
    new Stand(rig, "lonely").apply();
    Stand stand = new Stand(rig, "lonely");

    assertThat(stand.get("/api/campaigns/nobody/waves/1").status()).isEqualTo(404);
    assertThat(stand.get("/api/campaigns/nobody/report").body().path("code").asText())
        .isEqualTo("UNKNOWN_CAMPAIGN");
    assertThat(stand.get("/api/campaigns/lonely/waves/1").body().path("code").asText())
        .isEqualTo("UNKNOWN_WAVE");
  }

  /** A key that names another campaign's wave finds nothing here. */
  @Test
  void aWaveIsFoundUnderItsOwnCampaignOnly() {
    new Stand(rig, "mine").apply().wave("key-of-mine", "DONE", Map.of());
    Stand other = new Stand(rig, "other").apply();

    assertThat(other.get("/api/campaigns/other/waves/key-of-mine").status()).isEqualTo(404);
  }

  /** Both arms, purchases only, within 30 days of entering (F5, F8). */
  @Test
  void purchasesAreComparedWithinTheWindow() {
    Stand stand = new Stand(rig, "compared").apply();
    long wave = stand.wave("compared-1", "DONE", Map.of("PLANNED", 3L, "HELD_OUT", 2L));
    buyer(stand, wave, "gus", Arm.TREATED, Duration.ofDays(29));
    buyer(stand, wave, "hal", Arm.TREATED, Duration.ofDays(31));
    buyer(stand, wave, "ida", Arm.TREATED, Duration.ofDays(-1));
    buyer(stand, wave, "joe", Arm.HELD_OUT, Duration.ofDays(30));
    stand.enrol(stand.contact("kim", Language.FR), wave, Arm.HELD_OUT);

    JsonNode report = stand.get("/api/campaigns/compared/report").body();

    assertThat(report.path("purchased").asLong()).isEqualTo(1);
    assertThat(report.path("lift").path("window").asText()).isEqualTo("P30D");
    JsonNode measured = report.path("lift").path("measured");
    assertThat(measured.path("treated").path("people").asLong()).isEqualTo(3);
    assertThat(measured.path("treated").path("bought").asLong()).isEqualTo(1);
    assertThat(measured.path("heldOut").path("people").asLong()).isEqualTo(2);
    assertThat(measured.path("heldOut").path("bought").asLong()).isEqualTo(1);
    assertThat(measured.path("conclusive").asBoolean()).isFalse();
  }

  private static void buyer(Stand stand, long wave, String name, Arm arm, Duration after) {
    ContactId contact = stand.contact(name, Language.FR);
    stand.enrol(contact, wave, arm);
    stand.buys(contact, ENTERED.plus(after));
  }

  @Test
  void withoutPurchasesLiftCannotBeMeasured() {
    Buyers nobody = rig.bean(Buyers.class);
    rig.database().update("DELETE FROM last_event");
    Stand stand = new Stand(rig, "blind").apply();
    stand.enrol(
        stand.contact("lea", Language.FR), stand.wave("blind-1", "DONE", Map.of()), Arm.TREATED);

    JsonNode lift = stand.get("/api/campaigns/blind/report").body().path("lift");

    assertThat(nobody.isKnown()).isFalse();
    assertThat(lift.path("measurable").asBoolean()).isFalse();
    assertThat(lift.path("says").asText()).contains("cannot be measured");
  }

  @Test
  void stagesAddUpToTheWhole() {
    Stand stand = new Stand(rig, "stages").apply();
    long first = stand.wave("stages-1", "DONE", Map.of("PLANNED", 2L));
    long second = stand.wave("stages-2", "DONE", Map.of("PLANNED", 1L));
    ContactId max = stand.contact("max", Language.FR);
    stand.mail(max, first, "value", MessageState.SENT, "");
    stand.mail(max, second, "choice", MessageState.DROPPED, "EXITED");
    stand.mail(stand.contact("nia", Language.FR), first, "value", MessageState.SENT, "");

    JsonNode report = stand.get("/api/campaigns/stages/report").body();

    assertThat(report.path("stages").findValuesAsText("stage")).containsExactly("value", "choice");
    assertThat(report.path("stages").findValuesAsText("sent")).containsExactly("2", "0");
    assertThat(report.path("planned").asLong()).isEqualTo(3);
    assertThat(report.path("dropped").path("EXITED").asLong()).isEqualTo(1);
  }
}
