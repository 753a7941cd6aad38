package io.reveil.consent.proof;

import static io.reveil.consent.ledger.Ledgers.CAMILLE;
import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.invalidated;
import static io.reveil.consent.ledger.Ledgers.left;
import static io.reveil.consent.ledger.Ledgers.posted;
import static io.reveil.consent.ledger.Ledgers.sold;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Doorway;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.CurrentConsents;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a person takes away, and what strangers make of it (E4). */
@Tag("sql")
class ReceiptTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final Receipts receipts = rig.bean(Receipts.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final ConsentKey ada = aKey();

  @Test
  void aSealedReceiptIsCheckedByStrangersActByAct() throws Exception {
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    rig.bean(Sealer.class).round();

    Receipt receipt = receipt();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(receipt.sealed()).isTrue();
    assertThat(receipt.document()).containsKeys("receiptId", "issuedAt", "newestHeader");
    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said().lines())
          .filteredOn(line -> line.startsWith("The proof holds: event "))
          .hasSize(2);
      assertThat(ran.said().lines())
          .contains("The records tell what these events tell.")
          .last()
          .asString()
          .startsWith("Not proven, but only said by whoever made this file: ")
          .contains("dpv:hasEntity", "dpv:hasStorageCondition", "receiptId")
          .doesNotContain("dct:created", "dpv:isIndicatedAtTime", "schema:text");
    });
  }

  /** (A43): of whoever may not see the address, strangers check all that is left. */
  @Test
  void aClosedReceiptIsCheckedByStrangersToo() throws Exception {
    ledger.request(ada, posted(notice));
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    rig.bean(Sealer.class).round();

    Receipt receipt =
        receipts.findClosed(ada.contact(), CAMILLE, List.of(NEWSLETTER)).orElseThrow();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(receipt.id()).isEqualTo(receipt().id());
    assertThat(Files.readString(file)).doesNotContain(CAMILLE.forSending());
    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said()).contains("The records tell what these events tell.");
    });
  }

  /** (E4): the same receipt does not say another thing to whoever may not see the address. */
  @Test
  void aClosedReceiptNamesTheSameSourceOfTheDataAsTheOpenOne() throws Exception {
    ledger.declare(List.of(new Declaration(ada, sold())));
    ledger.grant(ada, confirmed(notice));
    rig.bean(Sealer.class).round();

    assertThat(List.of(json(), closedJson())).allSatisfy(told -> {
      assertThat(told.path("receiptId").asText()).isEqualTo(receipt().id());
      assertThat(told.at("/records/0/dpv:hasProcess/0/dpv:hasDataSource/0").asText())
          .isEqualTo("dpv:DataControllerDataSource");
    });
    assertThat(closedJson().toString()).doesNotContain("shop of Lyon", "a lamp");
  }

  /** (A43, E5): the reason is for the person to read, without the salt that would open the address too. */
  @Test
  void aClosedReceiptSaysWhyItWasInvalidatedAndStrangersCallThatOnlySaid() throws Exception {
    ledger.grant(ada, confirmed(notice));
    ledger.invalidate(standing(), invalidated());
    ledger.grant(ada, confirmed(notice));
    rig.bean(Sealer.class).round();
    JsonNode closed = closedJson();
    String said = "/records/0/dpv:hasProcess/0/dpv:hasConsentStatus/";

    assertThat(closed.at(said + "1/dpv:hasJustification/skos:definition").asText())
        .isEqualTo("no box was shown");
    assertThat(closed.toString()).doesNotContain("\"salt\"", CAMILLE.forSending());
    Path file = stored(closed);
    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said().lines())
          .contains("The records tell what these events tell.")
          .last()
          .asString()
          .contains("only said by whoever made this file", "dpv:hasJustification of event ");
    });

    ((ObjectNode) closed.at(said + "0"))
        .set("dpv:hasJustification", closed.at(said + "1/dpv:hasJustification"));
    Path forged = stored(closed);
    assertThat(Strangers.python(forged)).isEqualTo(Strangers.java(forged)).satisfies(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).contains("another reason of event");
    });
  }

  @Test
  void aReceiptOfTheSameMinuteSaysThatNothingSealsItYet() throws Exception {
    ledger.grant(ada, confirmed(notice));

    Receipt receipt = receipt();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(receipt.sealed()).isFalse();
    assertThat(List.of(Strangers.python(file), Strangers.java(file))).allSatisfy(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).contains("was not sealed yet when this was made: fetch it anew.");
    });
  }

  /** What a person reads in it must follow from what is proven, or the proofs serve a lie (E4). */
  @Test
  void aReceiptThatTellsOfSomethingElseThanItsProofsIsRefused() throws Exception {
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    rig.bean(Sealer.class).round();
    String status = "/dpv:hasProcess/0/dpv:hasConsentStatus/0";

    refused("another purpose", "/dpv:hasProcess/0/dpv:hasPurpose/0", "dct:identifier", "other");
    refused(
        "another legal basis", "/dpv:hasProcess/0", "dpv:hasLegalBasis", List.of("dpv:Contract"));
    refused("another kind of event", status, "@type", List.of("dpv:ConsentGiven"));
    refused("another time of event", status, "dpv:isIndicatedAtTime", "2020-01-01T00:00:00Z");
    refused("another time of recording", status, "dct:dateSubmitted", "2020-01-01T00:00:00Z");
    refused("another author of event", status, "dpv:isIndicatedBy", "somebody else");
    refused("another place of event", status, "dpv:isExercisedAt", "by telephone");
    refused("an event that is not proven", status, "dct:identifier", "7");
    refused("another person", "/dpv:hasDataSubject", "dpv:hasIdentifier", "somebody else");
    refused("another time of the first act", "", "dct:created", "2020-01-01T00:00:00Z");
    refused("another time of the last act", "", "dct:modified", "2020-01-01T00:00:00Z");
    refused("a wording that no event names", "/dpv:hasNotice/0", "schema:text", "Tout va bien");
    refused(
        "leave out",
        "/dpv:hasProcess/0",
        "dpv:hasConsentStatus",
        List.of(json().at("/records/0" + status)));
  }

  /** (E6): by which door somebody came is the place, where nobody said a page. */
  @Test
  void strangersCheckTheDoorOfWhoCameFromNoPage() throws Exception {
    ledger.request(
        ada,
        new Evidence.FormPosted(
            TestClock.START,
            Optional.of(CAMILLE),
            "lettres",
            new Doorway(Doorway.Door.API, Optional.empty()),
            notice,
            71));
    rig.bean(Sealer.class).round();

    Path file = Strangers.file(rig.home(), receipt().document());

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.said()).contains("The records tell what these events tell.");
      assertThat(ran.code()).isZero();
    });
  }

  /** A receipt of earlier days is no forgery: it says of the person what nothing proves, and strangers are told so. */
  @Test
  void thatThePersonTypedTheirAddressIsOnlySaid() throws Exception {
    ledger.request(ada, posted(notice));
    ledger.grant(ada, confirmed(notice));
    rig.bean(Sealer.class).round();
    JsonNode earlier = json();
    String person =
        earlier.at("/records/0/dpv:hasDataSubject/dpv:hasIdentifier").asText();
    ((ObjectNode) earlier.at("/records/0/dpv:hasProcess/0/dpv:hasConsentStatus/1"))
        .put("dpv:isIndicatedBy", person);

    Path file = Files.writeString(
        Files.createTempFile(rig.home(), "receipt-", ".json"), earlier.toString());

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said())
          .contains("only said by whoever made this file", "dpv:isIndicatedBy of event ");
    });
    assertThat(
            Strangers.python(Strangers.file(rig.home(), receipt().document())).said())
        .doesNotContain("dpv:isIndicatedBy");
  }

  /** (E6): who asked for a new link read nothing, and its proof names no wording. */
  @Test
  void strangersCheckThatALinkWasAskedForAgain() throws Exception {
    ledger.request(ada, posted(notice));
    ledger.request(
        ada,
        new Evidence.LinkAskedFor(
            TestClock.START,
            Optional.of(CAMILLE),
            "link",
            Doorway.hosted(URI.create("https://lettre.example.org/f/link")),
            71,
            72));
    rig.bean(Sealer.class).round();

    Path file = Strangers.file(rig.home(), receipt().document());

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.said()).contains("The records tell what these events tell.");
      assertThat(ran.code()).isZero();
    });
    JsonNode again = json().at("/records/0/dpv:hasProcess/0/dpv:hasConsentStatus/0");
    assertThat(again.path("dpv:isExercisedAt").asText())
        .isEqualTo("https://lettre.example.org/f/link");
    assertThat(again.has("dpv:hasNotice")).isFalse();
    assertThat(json().at("/proofs/1/opened/repeats").asText()).isEqualTo("71");
  }

  /** (E5): with its reason, by the controller, of a consent and of another basis. */
  @Test
  void strangersCheckThatAndWhyItWasInvalidated() throws Exception {
    ledger.declare(List.of(new Declaration(ada, sold())));
    ledger.invalidate(standing(), invalidated());
    ledger.grant(ada, confirmed(notice));
    ledger.invalidate(standing(), invalidated());
    rig.bean(Sealer.class).round();

    Path file = Strangers.file(rig.home(), receipt().document());

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said()).contains("INVALIDATED", "The records tell what these events tell.");
    });
    assertThat(receipt().consents().getFirst().acts())
        .extracting(Receipt.Done::act)
        .containsExactly("CUSTOMER_SOFT_OPT_IN", "INVALIDATED", "GRANTED", "INVALIDATED");
    assertThat(json().at("/records/0/dpv:hasProcess/0/dpv:hasStatus/0/@type/0").asText())
        .isEqualTo("dpv:LegitimateInterestStatus");
    refused(
        "another reason of event",
        "/dpv:hasProcess/0/dpv:hasConsentStatus/0",
        "dpv:hasJustification",
        Map.of("@type", List.of("dpv:Justification"), "skos:definition", "the person left"));
  }

  private void refused(String why, String where, String member, Object value) throws Exception {
    JsonNode altered = json();
    ((ObjectNode) altered.at("/records/0" + where)).putPOJO(member, value);
    Path file = Files.writeString(
        Files.createTempFile(rig.home(), "receipt-", ".json"), altered.toString());
    assertThat(List.of(Strangers.python(file), Strangers.java(file))).allSatisfy(ran -> {
      assertThat(ran.said()).startsWith("The proof does not hold. ").contains(why);
      assertThat(ran.code()).isEqualTo(1);
    });
  }

  private JsonNode json() {
    return new ObjectMapper().valueToTree(receipt().document());
  }

  private JsonNode closedJson() {
    return new ObjectMapper()
        .valueToTree(receipts
            .findClosed(ada.contact(), CAMILLE, List.of(NEWSLETTER))
            .orElseThrow()
            .document());
  }

  private static Path stored(JsonNode receipt) throws IOException {
    return Files.writeString(
        Files.createTempFile(rig.home(), "receipt-", ".json"), receipt.toString());
  }

  @Test
  void aReceiptBesideAForgedNewestHeaderIsRefused() throws Exception {
    ledger.grant(ada, confirmed(notice));
    rig.bean(Sealer.class).round();
    JsonNode altered = json();
    ((ObjectNode) altered.at("/newestHeader")).put("signature", "00".repeat(64));
    Path file = Files.writeString(
        Files.createTempFile(rig.home(), "receipt-", ".json"), altered.toString());

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.said()).contains("The signature does not fit the header.");
      assertThat(ran.code()).isEqualTo(1);
    });
  }

  @Test
  void aFileWithoutAProofProvesNothing() throws Exception {
    ledger.grant(ada, confirmed(notice));
    Map<String, Object> emptied = new HashMap<>(receipt().document());
    emptied.put("proofs", List.of());
    Path file = Strangers.file(rig.home(), emptied);

    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.said()).contains("There is none in this file.");
    });
  }

  @Test
  void itSpeaksOfThatPersonAndThatPurposeOnly() {
    ledger.grant(ada, confirmed(notice));
    ledger.grant(aKey(), confirmed(notice));

    assertThat(receipt().consents()).singleElement().satisfies(consent -> {
      assertThat(consent.purpose()).isEqualTo(NEWSLETTER);
      assertThat(consent.acts()).hasSize(1);
    });
    assertThat(receipts.find(ada.contact(), CAMILLE, List.of(new Purpose("another"))))
        .isEmpty();
    assertThat(receipts.find(aKey().contact(), CAMILLE, List.of(NEWSLETTER))).isEmpty();
  }

  /** (A43): who reads the new mailbox may be a stranger, and one salt opens all of a person's acts. */
  @Test
  void ofAFormerMailboxItTellsNothingAndStrangersAcceptIt() throws Exception {
    EmailAddress moved = EmailAddress.parse("moved@example.net").orElseThrow();
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    ledger.grant(ada, confirmed(notice));
    ledger.request(
        ada,
        new Evidence.FormPosted(
            TestClock.START,
            Optional.empty(),
            "preferences",
            Doorway.hosted(URI.create("https://lettre.example.org/p")),
            notice,
            72));
    ledger.leaveAddress(ada, new Evidence.AddressLeft(TestClock.START, 72, 3));
    ledger.grant(ada, confirmedAt(moved, 72));
    rig.bean(Sealer.class).round();

    Receipt receipt = receipts.find(ada.contact(), moved, List.of(NEWSLETTER)).orElseThrow();
    Path file = Strangers.file(rig.home(), receipt.document());

    assertThat(Files.readString(file)).doesNotContain("camille@").contains("moved@example.net");
    assertThat(receipt.consents().getFirst().acts())
        .extracting(Receipt.Done::act)
        .containsExactly("REQUESTED", "WITHDRAWN", "GRANTED");
    assertThat(Strangers.python(file)).isEqualTo(Strangers.java(file)).satisfies(ran -> {
      assertThat(ran.code()).isZero();
      assertThat(ran.said().lines())
          .contains(
              "The records tell what these events tell.",
              "Of newsletter by EMAIL this file begins with act 4: it tells nothing of what was before.");
    });
  }

  /** (A43, B11): whose letters came back tells nothing of the mailbox that they went to. */
  @Test
  void ofAMailboxThatWasNotThePersonsItTellsNothing() {
    EmailAddress wrong = EmailAddress.parse("wrong@example.net").orElseThrow();
    ledger.grant(ada, confirmedAt(wrong, 72));
    ledger.withdraw(ada, left());
    assertThat(receipts.find(ada.contact(), CAMILLE, List.of(NEWSLETTER)))
        .map(receipt -> receipt.document().toString())
        .hasValueSatisfying(told -> assertThat(told).doesNotContain("wrong@"));
    ledger.grant(ada, confirmed(notice));

    assertThat(receipt().document().toString()).doesNotContain("wrong@").contains("camille@");
  }

  private Evidence.LinkConfirmed confirmedAt(EmailAddress address, long request) {
    Evidence.LinkConfirmed pressed = confirmed(notice);
    return new Evidence.LinkConfirmed(
        pressed.occurredAt(),
        address,
        pressed.formId(),
        pressed.doorway(),
        notice,
        request,
        pressed.doiMessageId(),
        pressed.linkKeyId(),
        pressed.circumstances());
  }

  private CurrentConsent standing() {
    return rig.bean(CurrentConsents.class).list(List.of(ada.contact())).getFirst();
  }

  private Receipt receipt() {
    return receipts.find(ada.contact(), CAMILLE, List.of(NEWSLETTER)).orElseThrow();
  }
}
