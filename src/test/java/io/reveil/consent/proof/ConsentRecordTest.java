package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.claim;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.declared;
import static io.reveil.consent.ledger.Ledgers.doiSent;
import static io.reveil.consent.ledger.Ledgers.expired;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.posted;
import static io.reveil.consent.ledger.Ledgers.sold;
import static io.reveil.consent.ledger.Ledgers.stayed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.ContactRow;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.contact.Upserted;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A consent in the words of ISO/IEC TS 27560, field by field as its four sections want them (E3). */
@Tag("sql")
class ConsentRecordTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final ConsentRecords records = rig.bean(ConsentRecords.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);

  @ParameterizedTest
  @EnumSource(Channel.class)
  void everyMandatoryFieldIsThereOnEveryChannel(Channel channel) {
    ConsentKey key = new ConsentKey(aKey().contact(), channel, NEWSLETTER);
    ledger.grant(key, confirmed(notice));

    JsonNode record = only(key);

    assertThat(record.path("dct:conformsTo").asText()).isEqualTo("dpv-27560:record-2");
    assertThat(uuid(record)).isNotNull();
    assertThat(uuid(record.path("dpv:hasDataSubject"))).isNotNull();
    assertThat(Stream.of("dct:created", "dct:creator", "dct:language", "dpv:hasNotice"))
        .allMatch(record::hasNonNull);
    JsonNode process = record.path("dpv:hasProcess").get(0);
    assertThat(Stream.of(
            "dpv:hasPurpose",
            "dpv:hasPersonalData",
            "dpv:hasProcessing",
            "dpv:hasDataController",
            "dpv:hasDataSource",
            "dpv:hasStorageCondition",
            "dpv:hasJurisdiction",
            "dpv:hasRecipient",
            "dpv:hasConsentControl",
            "dpv:hasLegalBasis"))
        .allMatch(process::hasNonNull);
    assertThat(process.path("dpv:hasStorageCondition").toString())
        .contains("\"loc:FR\"", "\"P36M\"");
  }

  /** (A4): how the channel reaches the person, and what is declared to be held for this purpose. */
  @ParameterizedTest
  @CsvSource({
    "EMAIL, pd:EmailAddress",
    "SMS, pd:TelephoneNumber",
    "PHONE, pd:TelephoneNumber",
    "POST, pd:PhysicalAddress"
  })
  void thePersonalDataFollowTheChannelAndTheDeclaredFields(Channel channel, String data) {
    ConsentKey key = new ConsentKey(aKey().contact(), channel, NEWSLETTER);
    ConsentKey other = new ConsentKey(key.contact(), channel, new Purpose("bygone"));
    ledger.grant(key, confirmed(notice));
    ledger.withdraw(other, left());

    List<JsonNode> told = records.list(key.contact()).stream()
        .map(ConsentRecord::json)
        .<JsonNode>map(JSON::valueToTree)
        .map(record -> record.path("dpv:hasProcess").get(0))
        .toList();

    assertThat(told)
        .allSatisfy(process ->
            assertThat(process.path("dpv:hasPersonalData").get(0).asText()).isEqualTo(data));
    assertThat(told)
        .extracting(process -> process.path("dpv:hasPurpose").findValuesAsText("dct:identifier")
            + " " + process.path("dpv:hasPersonalData").findValuesAsText("skos:prefLabel"))
        .containsExactlyInAnyOrder("[newsletter] [Prénom]", "[bygone] []");
  }

  @Test
  void everyPartyHasAnIdNameAddressContactAndRole() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    JsonNode record = only(key);
    JsonNode controller =
        record.path("dpv:hasEntity").path(record.path("dct:creator").asText());

    assertThat(uuid(controller)).isNotNull();
    assertThat(controller.path("dpv:hasName").asText()).isEqualTo("Maison Lumen");
    assertThat(controller.path("dpv:hasAddress").asText()).contains("75002 Paris");
    assertThat(controller.path("dpv:hasContact").asText()).isEqualTo("mailto:bonjour@example.org");
    assertThat(controller.path("@type").toString()).contains("dpv:DataController");
    record
        .path("dpv:hasProcess")
        .get(0)
        .path("dpv:hasRecipient")
        .forEach(recipient ->
            assertThat(record.path("dpv:hasEntity").has(recipient.asText())).isTrue());
  }

  /** Each act with its time, its validity, who did it, and what it meant; the newest first (E5, E7). */
  @Test
  void everyActIsAnEventOfTheRecord() {
    ConsentKey key = aKey();
    ledger.request(key, posted());
    ledger.recordDoiSent(key, doiSent());
    ledger.grant(key, confirmed(notice));
    ledger.reconfirm(key, stayed());
    ledger.withdraw(key, left());
    ledger.request(key, posted());

    JsonNode record = only(key);
    JsonNode events = record.path("dpv:hasProcess").get(0).path("dpv:hasConsentStatus");
    String person = record.path("dpv:hasDataSubject").path("dpv:hasIdentifier").asText();

    assertThat(events.findValuesAsText("dpv:isIndicatedAtTime"))
        .hasSize(6)
        .containsOnly(TestClock.START.toString());
    assertThat(Stream.iterate(0, i -> i + 1)
            .limit(6)
            .map(i -> events.get(i).path("@type").get(0).asText()))
        .containsExactly(
            "dpv:ConsentRequested",
            "dpv:ConsentWithdrawn",
            "dpv:RenewedConsentGiven",
            "dpv:ConsentGiven",
            "dpv:ConsentRequested",
            "dpv:ConsentRequested");
    assertThat(events).allSatisfy(event -> {
      assertThat(uuid(event)).isNotNull();
      assertThat(event.path("dpv:hasDuration").path("rdf:value").asText()).isEqualTo("P36M");
      assertThat(event.path("dpv:isExercisedAt").asText()).isNotEmpty();
    });
    assertThat(events.get(1).path("dpv:isIndicatedBy").asText()).isEqualTo(person);
    assertThat(List.of(events.get(4), events.get(5)))
        .as("anybody may have typed the address")
        .allSatisfy(event -> assertThat(event.path("dpv:isIndicatedBy").asText())
            .isEqualTo(record.path("dct:creator").asText()));
  }

  @Test
  void whatThePersonReadIsInTheRecordWordForWord() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    JsonNode shown = only(key).path("dpv:hasNotice").get(0);

    assertThat(shown.path("schema:sha256").asText()).isEqualTo(notice.sha256());
    assertThat(shown.path("schema:text").asText()).contains("Responsable : Maison Lumen");
    assertThat(shown.path("dct:language").asText()).isEqualTo("fr");
  }

  /** An import's grants and claims, and an end without any: no act of the person is made of them. */
  @Test
  void whatTheControllerDidIsNotSaidOfThePerson() {
    List<ConsentKey> keys = List.of(aKey(), aKey(), aKey());
    ledger.declare(List.of(
        new Declaration(keys.get(0), declared(TestClock.START)),
        new Declaration(keys.get(1), claim())));
    ledger.expire(keys.get(2), expired());

    assertThat(keys.stream().map(this::only)).allSatisfy(record -> {
      JsonNode process = record.path("dpv:hasProcess").get(0);
      assertThat(process
              .path("dpv:hasConsentStatus")
              .get(0)
              .path("dpv:isIndicatedBy")
              .asText())
          .isEqualTo(record.path("dct:creator").asText());
    });
  }

  /** (A17): before the person agrees to something, nobody knows who gave the address. */
  @Test
  void theDataAreSaidToComeFromThePersonOnceTheyAgreed() {
    ConsentKey key = aKey();
    ledger.request(key, posted());
    String before = source(key);
    ledger.grant(key, confirmed(notice));

    assertThat(before).isEqualTo("dpv:DataSource");
    assertThat(source(key)).isEqualTo("dpv:DataSubjectDataSource");
  }

  private String source(ConsentKey key) {
    return only(key)
        .path("dpv:hasProcess")
        .get(0)
        .path("dpv:hasDataSource")
        .get(0)
        .asText();
  }

  @Test
  void aPurposeThatIsNoLongerDeclaredIsStillToldOf() {
    ConsentKey key = new ConsentKey(aKey().contact(), Channel.EMAIL, new Purpose("bygone"));
    ledger.withdraw(key, left());

    assertThat(only(key).path("dpv:hasProcess").get(0).path("dpv:hasPurpose").toString())
        .contains("bygone");
  }

  /** (A9, A15) What rests on a sale is no consent, unknown or not: it stands until somebody objects (GDPR art. 21). */
  @Test
  void anotherBasisThanConsentIsToldInItsOwnWords() {
    ConsentKey key = aKey();
    ledger.declare(List.of(new Declaration(key, sold())));
    ledger.reconfirm(key, stayed());
    JsonNode record = only(key);
    ledger.withdraw(key, left());

    JsonNode process = record.path("dpv:hasProcess").get(0);
    assertThat(record.path("@type").toString()).isEqualTo("[\"dpv:DataProcessingRecord\"]");
    assertThat(process.has("dpv:hasConsentStatus")).isFalse();
    assertThat(process.path("dpv:hasLegalBasis").toString()).contains("dpv:LegitimateInterest");
    assertThat(process.path("dpv:hasStatus"))
        .allSatisfy(status -> assertThat(status.path("@type").toString())
            .isEqualTo(
                "[\"dpv:LegitimateInterestInformed\",\"dpv:LegitimateInterestNotObjected\"]"));
    assertThat(only(key)
            .path("dpv:hasProcess")
            .get(0)
            .path("dpv:hasStatus")
            .get(0)
            .path("@type")
            .get(0)
            .asText())
        .isEqualTo("dpv:LegitimateInterestObjected");
  }

  /** (A17, A18) */
  @ParameterizedTest
  @CsvSource({
    "THIRD_PARTY, dpv:ThirdPartyDataSource",
    "PUBLIC_WEB, dpv:PublicDataSource",
    "SALE, dpv:DataSubjectDataSource"
  })
  void whereTheDataComeFromIsTheirSource(Provenance.Type type, String source) {
    ContactRow row = new ContactRow(
        Optional.of("from " + type),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Optional.of(new Provenance(type, Optional.of("Tombola SA"), Optional.of(TestClock.START))),
        false);
    ContactId contact =
        ((Upserted.Created) rig.bean(Contacts.class).upsert(List.of(row)).getFirst()).contact();
    ConsentKey key = new ConsentKey(contact, Channel.EMAIL, NEWSLETTER);
    ledger.declare(List.of(new Declaration(key, declared(TestClock.START))));

    JsonNode told = only(key).path("dpv:hasProcess").get(0).path("dpv:hasDataSource");

    assertThat(told.toString()).contains(source);
    assertThat(told.toString().contains("Tombola SA")).isEqualTo(!type.isThePerson());
  }

  @Test
  void theSameRecordHasTheSameIdsEachTime() {
    ConsentKey key = aKey();
    ledger.grant(key, confirmed(notice));

    assertThat(only(key)).isEqualTo(only(key));
  }

  private JsonNode only(ConsentKey key) {
    List<Map<String, Object>> found =
        records.list(key.contact()).stream().map(ConsentRecord::json).toList();
    assertThat(found).hasSize(1);
    return JSON.valueToTree(found.getFirst());
  }

  private static UUID uuid(JsonNode of) {
    return UUID.fromString(of.path("dpv:hasIdentifier").asText());
  }
}
