package io.reveil.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.consent.ConsentState;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.verify.LedgerVerifier;
import io.reveil.contact.Contacts;
import io.reveil.job.Recurring;
import io.reveil.journey.Terminal.Ran;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.testing.KeyedClient;
import io.reveil.testing.Rig;
import java.time.Period;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consent that was never valid: the privacy officer says so, nobody is written to on it, and all of it is proven (E5). */
@Tag("sql")
class InvalidationJourneyTest {
  private static final String HEADER =
      "external_id,email,language,country,category,consent_purpose,consent_at,consent_source,consent_text\n";
  private static final String BEA =
      "2,bea@example.org,fr,FR,customer,newsletter,2025-05-04T12:00:00Z,checkout,Je veux la lettre.\n";
  private static final String EVENTS = """
      external_id,occurred_at,type
      1,2025-05-04T12:00:00Z,purchase
      2,2025-05-04T12:00:00Z,purchase
      """;
  private static final String REASON = "The form of the spring fair did not name us";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Office office = new Office(rig);
  private final Visitor visitor = new Visitor(rig);
  private final Inbox inbox = new Inbox(rig);
  private final Terminal terminal = new Terminal(rig);

  @BeforeEach
  void nobodyIsKnown() {
    rig.empty();
  }

  /** Mail that was queued before is judged again when it leaves; the letter of another person goes. */
  @Test
  void whatIsQueuedOnAConsentThatWasInvalidatedDoesNotLeave() {
    office.bringIn("contacts", HEADER + "1,ada@example.org,fr,FR,customer,,,,\n" + BEA);
    office.bringIn("events", EVENTS);
    signUp("ada@example.org");
    rig.clock().tick(Period.ofDays(200));
    queue();

    Ran ended = invalidate("ada@example.org", "--channel", "email");
    office.work();

    assertThat(ended.err()).isEmpty();
    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .contains("newsletter", "EMAIL", "confirmed by double opt-in", "ended")
        .doesNotContain("@");
    JsonNode wave = office.get(Office.wave("reveil", "first"));
    assertThat(wave.path("planned").asInt()).isEqualTo(2);
    assertThat(wave.path("sent").asInt()).isEqualTo(1);
    assertThat(wave.path("dropped").toString()).isEqualTo("{\"INVALIDATED\":1}");
    assertThat(inbox.of("ada@example.org")).as("the confirmation mail alone").hasSize(1);
    assertThat(inbox.of("bea@example.org")).hasSize(1);
    assertThat(terminal
            .run("contact", "explain", "--email", "ada@example.org", "--language", "en")
            .out())
        .contains("was found not to be valid", "left reveil", "nothing allows writing any more");
    assertThat(terminal
            .run("contact", "explain", "--email", "ada@example.org", "--language", "fr")
            .out())
        .contains("a été reconnu non valable");
  }

  @Test
  void itIsSealedVerifiedExportedAndRebuiltLikeAnyOtherAct() {
    signUp("ada@example.org");
    invalidate("ada@example.org");

    rig.bean(Sealer.class).round();

    assertThat(rig.bean(LedgerVerifier.class).run().faults()).isEmpty();
    assertThat(office
            .post("/api/ledger/rebuild", "application/json", "{\"check\":true}")
            .toString())
        .contains("\"differed\":[]");
    JsonNode process = exported("ada@example.org");
    JsonNode latest = process.at("/dpv:hasConsentStatus/0");
    assertThat(latest.path("@type").toString()).isEqualTo("[\"dpv:ConsentInvalidated\"]");
    assertThat(latest.at("/dpv:hasJustification/skos:definition").asText()).isEqualTo(REASON);
    assertThat(process.path("dpv:hasLegalBasis")).isEmpty();
    assertThat(office.text("/api/consents/withdrawals.csv"))
        .as("a backup from before does not know it")
        .contains(idOf("ada@example.org") + ",,EMAIL,newsletter,", ",INVALIDATED");
    assertThat(opened("by")).isEqualTo("admin");
  }

  /** (E1) No file brings it back; the person does, by an act of their own. */
  @Test
  void onlyThePersonBringsItBack() {
    office.bringIn("contacts", HEADER + BEA);
    invalidate("bea@example.org");

    JsonNode again = office.bringIn("contacts", HEADER + BEA);
    ConsentState afterImport = stateOf("bea@example.org");
    signUp("bea@example.org");

    assertThat(again.path("consentsNotTaken").asInt()).isEqualTo(1);
    assertThat(afterImport).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(stateOf("bea@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(terminal
            .run("contact", "explain", "--email", "bea@example.org", "--language", "en")
            .out())
        .contains("may be written to for")
        .doesNotContain("valid");
  }

  @Test
  void theAuditSaysWhoseConsentWasInvalidatedAndWhy() {
    office.bringIn("contacts", HEADER + BEA);

    Ran ended = terminal.run(
        "consent",
        "invalidate",
        "--external-id",
        "2",
        "--purpose",
        "newsletter",
        "--reason",
        REASON);

    assertThat(ended.out()).contains("given as an import declares");
    JsonNode begun = office.post("/api/audits", "application/json", "{}");
    office.work();
    assertThat(office.get("/api/audits/" + begun.path("id").asText()).toString())
        .contains("\"finding\":\"INVALIDATED\",\"kind\":\"GAP\",\"people\":1");
    assertThat(office.text("/api/audits/contacts.csv"))
        .contains(",newsletter,EMAIL,INVALIDATED,GAP,NONE,,," + REASON + ",");
  }

  @Test
  void aSecondTimeSaysWhatStandsAndWritesNothing() {
    signUp("ada@example.org");
    invalidate("ada@example.org");
    long events = rig.count("consent_event");

    Ran again = invalidate("ada@example.org");

    assertThat(again.code()).isZero();
    assertThat(again.out()).startsWith("Nothing was ended").contains("invalidated already");
    assertThat(rig.count("consent_event")).isEqualTo(events);
  }

  /** (E1) As of a list: what the person gave by an act of their own, once it was known, stays. */
  @Test
  void whatThePersonGaveSinceItWasKnownIsLeftAlone() {
    office.bringIn("contacts", HEADER + BEA);
    signUp("ada@example.org");

    Ran given = invalidate("ada@example.org", "--since", "2026-11-01");
    Ran declared = invalidate("bea@example.org", "--since", "2026-11-01T09:00:00+01:00");

    assertThat(given.code()).isEqualTo(3);
    assertThat(given.err())
        .contains("Nothing was ended", "confirmed by double opt-in", "after 2026-10-31T23:00:00Z");
    assertThat(stateOf("ada@example.org")).isEqualTo(ConsentState.GRANTED);
    assertThat(declared.code()).isZero();
    assertThat(declared.out()).startsWith("It has ended");
    assertThat(stateOf("bea@example.org")).isEqualTo(ConsentState.WITHDRAWN);
    assertThat(exported("bea@example.org").toString()).contains("2026-11-01T08:00:00Z");
  }

  @Test
  void whereNothingStandsItIsRefusedByAGuard() {
    office.bringIn("contacts", HEADER + "1,ada@example.org,fr,FR,customer,,,,\n");

    Ran refused = invalidate("ada@example.org");

    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains("Nothing stands", "“newsletter” by EMAIL");
    assertThat(rig.count("consent_event")).isZero();
  }

  @Test
  void whatIsWrongIsNamedWithTheFix() {
    office.bringIn("contacts", HEADER + BEA);

    assertThat(wrong("{}")).contains("email").contains("externalId");
    assertThat(wrong(
            "{\"email\": \"nobody@example.org\", \"purpose\": \"newsletter\", \"reason\": \"x\"}"))
        .contains("Nobody has this address");
    assertThat(wrong("{\"externalId\": \"2\", \"purpose\": \"lettre\", \"reason\": \"x\"}"))
        .contains("“lettre”", "newsletter", "\"field\":\"purpose\"");
    assertThat(wrong("{\"externalId\": \"2\", \"reason\": \"x\"}"))
        .contains("\"field\":\"purpose\"");
    assertThat(
            wrong(
                "{\"externalId\": \"2\", \"purpose\": \"newsletter\", \"channel\": \"fax\", \"reason\": \"x\"}"))
        .contains("“fax”", "EMAIL, SMS, PHONE, POST", "\"field\":\"channel\"");
    assertThat(wrong("{\"externalId\": \"2\", \"purpose\": \"newsletter\", \"reason\": \" \"}"))
        .contains("“reason”", "\"field\":\"reason\"");
    assertThat(wrong("{\"externalId\": \"2\", \"purpose\": \"newsletter\", \"reason\": \""
            + "x".repeat(2_001) + "\"}"))
        .contains("at most 2000 characters");
    assertThat(since("yesterday")).contains("since must be a moment such as", "or a date such as");
    assertThat(since("2027-01-01")).contains("since lies in the future");
    assertThat(since("1969-12-31")).contains("since lies before 1970");
    assertThat(stateOf("bea@example.org")).isEqualTo(ConsentState.GRANTED);
  }

  /** What the record of the consent to the newsletter says. */
  private JsonNode exported(String address) {
    JsonNode records = office
        .post("/api/consents/export", "application/json", "{\"email\": \"%s\"}".formatted(address))
        .path("records");
    return StreamSupport.stream(records.spliterator(), false)
        .map(record -> record.at("/dpv:hasProcess/0"))
        .filter(one -> one.at("/dpv:hasPurpose/0/dct:identifier").asText().equals("newsletter"))
        .findFirst()
        .orElseThrow();
  }

  private static String since(String moment) {
    String answer = wrong(
        "{\"externalId\": \"2\", \"purpose\": \"newsletter\", \"reason\": \"x\", \"since\": \"%s\"}"
            .formatted(moment));
    assertThat(answer).contains("\"field\":\"since\"");
    return answer;
  }

  private static String wrong(String body) {
    KeyedClient.Answer answer =
        new KeyedClient(rig).post("/api/consents/invalidations", "application/json", body);
    assertThat(answer.status()).isBetween(400, 404);
    return answer.body().toString();
  }

  private Ran invalidate(String address, String... more) {
    String[] words = {
      "consent", "invalidate", "--email", address, "--purpose", "newsletter", "--reason", REASON
    };
    return terminal.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new));
  }

  /** As far as a running wave comes before anything leaves. */
  private void queue() {
    office.apply(Office.winBack("reveil"));
    office.post(
        "/api/campaigns/reveil/waves",
        "application/json",
        "{\"key\": \"first\", \"action\": \"run\"}");
    boolean more = true;
    while (more) {
      more = false;
      for (Recurring work : rig.context().getBeansOfType(Recurring.class)) {
        more |= work.round();
      }
    }
    assertThat(office.get(Office.wave("reveil", "first")).path("open").asInt()).isEqualTo(2);
  }

  private void signUp(String address) {
    visitor.post(
        "/f/newsletter?lang=fr",
        Map.of("email", address, "purposes", "newsletter", "notice.newsletter", "1"));
    visitor.press(visitor.open(inbox.only(address).link("/c/")), "Je confirme");
    assertThat(stateOf(address)).isEqualTo(ConsentState.GRANTED);
  }

  private static ConsentState stateOf(String address) {
    return Letter.stateOf(rig, idOf(address));
  }

  private static ContactId idOf(String address) {
    return rig.bean(Contacts.class)
        .find(EmailAddress.parse(address).orElseThrow())
        .orElseThrow()
        .id();
  }

  private static String opened(String name) {
    return rig.database()
        .first(
            "SELECT opened FROM consent_opening WHERE name = ?",
            row -> row.getString("opened"),
            name)
        .orElseThrow();
  }
}
