package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One change hides no other: all are named in one run, and nothing that only follows from one of them (E8). */
@Tag("sql")
class SeveralFaultsTest {
  private static final long NOBODY = 900_000;

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "several-faults"));

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final LedgerVerifier verifier = rig.bean(LedgerVerifier.class);
  private final Sealer sealer = rig.bean(Sealer.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final Path witness = rig.home().resolve("ledger.witness");

  private final ConsentKey ada = aKey();
  private final ConsentKey bea = aKey();
  private final ConsentKey cleo = aKey();
  private final ConsentKey dana = aKey();
  private final ConsentKey eve = aKey();

  /** Five people, in this order, each of whom agreed and left in a block of their own. */
  @BeforeEach
  void aLedgerThatIsWhole() {
    rig.empty();
    for (ConsentKey person : List.of(ada, bea, cleo, dana, eve)) {
      rig.clock().tick(Duration.ofSeconds(1));
      ledger.grant(person, confirmed(notice));
      ledger.withdraw(person, left());
      sealer.round();
    }
    assertThat(verifier.run()).isEqualTo(new Verdict(10, 0, 0, 0, 5, 1, List.of(), 0));
  }

  @Test
  void changesOfEveryKindAreAllNamedInTheOrderOfTheLedger() {
    long altered = event(ada, 1);
    long deleted = event(bea, 1);
    long granted = event(cleo, 1);
    long withdrawn = event(cleo, 2);
    long opened = event(dana, 1);
    alterText(altered);
    database.update("DELETE FROM consent_event WHERE event_id = ?", deleted);
    exchange(granted, withdrawn);
    alterValue(opened);
    alterFold(eve);
    forgedConsent("newsletter");
    database.update("DELETE FROM seal_block WHERE block_number = 5");
    database.update("DELETE FROM seal_entry WHERE block_number = 5");
    String body = body();
    try {
      publish(body + " et ses partenaires");

      assertFaults(
          "The text of the notice “newsletter”, version 1, fr is not the one that was published.",
          "The ledger ends at block 4, but the witness " + witness + " saw block 5",
          "The text of event " + altered + " is not the one that block 1 was closed with.",
          "Event " + deleted + " is gone: block 2 was closed with it.",
          "The text of event " + granted + " is not the one that block 3 was closed with.",
          "The text of event " + withdrawn + " is not the one that block 3 was closed with.",
          "The value “address” of event " + opened + " is not the one that was recorded.",
          "The ledger says of contact " + eve.contact() + ", EMAIL newsletter: WITHDRAWN",
          "current_consent says of contact " + NOBODY + ", EMAIL newsletter: GRANTED;");
    } finally {
      publish(body);
    }
  }

  @Test
  void theChainGoesOnFromTheNextHeaderThatIsOurs() {
    database.update("UPDATE seal_block SET signature = ? WHERE block_number = 2", new byte[64]);
    database.update(
        "UPDATE seal_entry SET leaf_hash = ? WHERE event_id = ?", new byte[32], event(dana, 1));
    database.update("DELETE FROM seal_entry WHERE event_id = ?", event(eve, 1));
    alterValue(event(bea, 1));

    assertFaults(
        "The signature of block 2 does not fit its header",
        "The entries of block 4 do not give its signed root",
        "Block 5 was closed with 2 events, and has 1 entries: entries were deleted.",
        "The value “address” of event " + event(bea, 1) + " is not the one that was recorded.",
        "The entry of event " + event(dana, 1) + " in block 4 is not that of its text");
  }

  @Test
  void blocksThatAreGoneAreToldOnceAndHideNothingBehindThem() {
    database.update("DELETE FROM seal_block WHERE block_number IN (2, 3)");
    database.update("UPDATE seal_block SET signature = ? WHERE block_number = 5", new byte[64]);
    alterColumn(event(cleo, 1));

    assertFaults(
        "Blocks 2 to 3 of the ledger are gone: block 4 follows block 1.",
        "The signature of block 5 does not fit its header",
        "The column for “grade” of event " + event(cleo, 1) + " says DECLARED");
  }

  /** Both headers are ours: only their places are not. */
  @Test
  void twoBlocksThatChangedPlacesAreNamed() {
    database.update("UPDATE seal_block SET block_number = 9 WHERE block_number = 2");
    database.update("UPDATE seal_block SET block_number = 2 WHERE block_number = 3");
    database.update("UPDATE seal_block SET block_number = 3 WHERE block_number = 9");

    assertFaults("Block 2 does not follow block 1", "Block 3 does not follow block 2");
  }

  @Test
  void severalChangesToOnePersonAreAllNamed() {
    alterColumn(event(ada, 1));
    database.update("UPDATE consent_event SET channel = 'PHONE' WHERE event_id = ?", event(ada, 1));
    alterValue(event(ada, 1));
    database.update(
        "DELETE FROM consent_opening WHERE event_id = ? AND name = 'formId'", event(ada, 1));
    alterFold(ada);

    assertThat(verifier.run().faults())
        .hasSize(5)
        .anySatisfy(fault -> assertThat(fault).startsWith("The column for “grade” of event "))
        .anySatisfy(fault -> assertThat(fault).startsWith("The column for “channel” of event "))
        .anySatisfy(fault -> assertThat(fault).startsWith("The value “address” of event "))
        .anySatisfy(fault -> assertThat(fault).startsWith("The value “formId” of event "))
        .anySatisfy(fault -> assertThat(fault).startsWith("The ledger says of contact "));
  }

  /** An event that a block knows explains one missing version, not two. */
  @Test
  void anEventDeletedBeforeItWasSealedDoesNotHideBehindOneDeletedLater() {
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    long sealed = event(ada, 1);
    long unsealed = event(ada, 3);
    for (long event : List.of(sealed, unsealed)) {
      database.update("DELETE FROM consent_event WHERE event_id = ?", event);
    }

    assertFaults(
        "Event " + sealed + " is gone: block 1 was closed with it.",
        "2 versions of the consents of subject ",
        "consent_opening has values of event " + unsealed + " of contact " + ada.contact());
  }

  @Test
  void aChangedSaltIsOneFault() {
    database.update(
        "UPDATE consent_subject SET salt = ? WHERE contact_id = ?",
        new byte[32],
        ada.contact().value());

    assertFaults("No value of contact " + ada.contact() + " is the one that was recorded");
  }

  @Test
  void aWitnessSpoiltInSeveralPlacesIsNamedAtEach() throws IOException {
    List<String> lines = Files.readAllLines(witness);
    Files.write(
        witness,
        List.of(
            lines.get(0), lines.get(1), "?", lines.get(3), lines.get(5).replace("2026", "2025")));

    assertFaults(
        "The witness " + witness + " lacks block 2, where it says something else",
        "The witness " + witness + " lacks block 4, where it says block 5",
        "Block 5 is not the one that the witness " + witness + " saw");
  }

  @Test
  void ofVeryManyTheFirstAreToldAndAllAreCounted() {
    int many = Tally.TOLD + 300;
    forgedConsent("newsletter");
    database.batch(
        "INSERT INTO consent_opening (contact_id, event_id, name, opened) VALUES (?, ?, 'address', 'x')",
        LongStream.range(0, many)
            .mapToObj(event -> new Object[] {NOBODY, event})
            .toList());
    alterText(event(ada, 1));

    Verdict found = verifier.run();

    assertThat(found.faultCount()).isEqualTo(many + 2);
    assertThat(found.faults()).hasSize(Tally.TOLD);
    assertThat(found.faults().getFirst()).startsWith("The text of event " + event(ada, 1));
  }

  @Test
  void nothingThatWasWrittenIntoARowMakesALineOfItsOwn() {
    forgedConsent("a\nThe ledger is whole: 5 events\u001B[2J");

    assertThat(verifier.run().faults())
        .singleElement()
        .asString()
        .contains("EMAIL a The ledger is whole: 5 events [2J: GRANTED;");
  }

  private void alterText(long event) {
    byte[] text = database
        .first(
            "SELECT canonical FROM consent_event WHERE event_id = ?",
            row -> row.getBytes("canonical"),
            event)
        .orElseThrow();
    String changed = new String(text, StandardCharsets.UTF_8).replace("\"DOI\"", "\"DOJ\"");
    database.update(
        "UPDATE consent_event SET canonical = ? WHERE event_id = ?",
        changed.getBytes(StandardCharsets.UTF_8),
        event);
  }

  private void exchange(long one, long other) {
    database.update("UPDATE consent_event SET event_id = 9 WHERE event_id = ?", one);
    database.update("UPDATE consent_event SET event_id = ? WHERE event_id = ?", one, other);
    database.update("UPDATE consent_event SET event_id = ? WHERE event_id = 9", other);
  }

  private void alterColumn(long event) {
    database.update("UPDATE consent_event SET grade = 'DECLARED' WHERE event_id = ?", event);
  }

  private void alterValue(long event) {
    database.update(
        "UPDATE consent_opening SET opened = 'eve@example.org' WHERE event_id = ? AND name = 'address'",
        event);
  }

  private void alterFold(ConsentKey key) {
    database.update(
        "UPDATE current_consent SET state = 'GRANTED' WHERE contact_id = ?",
        key.contact().value());
  }

  private void forgedConsent(String purpose) {
    database.update("""
        INSERT INTO current_consent (contact_id, channel, purpose, state, basis, version, since_at, event_id)
        VALUES (?, 'EMAIL', ?, 'GRANTED', 'CONSENT', 1, '2026-11-01', 7)
        """, NOBODY, purpose);
  }

  private String body() {
    return database
        .first(
            "SELECT body FROM notice WHERE notice_key = 'newsletter' AND language = 'fr'",
            row -> row.getString("body"))
        .orElseThrow();
  }

  private void publish(String body) {
    database.update(
        "UPDATE notice SET body = ? WHERE notice_key = 'newsletter' AND language = 'fr'", body);
  }

  private long event(ConsentKey key, int version) {
    return database
        .first("""
            SELECT e.event_id
              FROM consent_event e
              JOIN consent_subject s ON s.subject_ref = e.subject_ref
             WHERE s.contact_id = ?
               AND e.version = ?
            """, row -> row.getLong("event_id"), key.contact().value(), version)
        .orElseThrow();
  }

  private void assertFaults(String... beginnings) {
    Told.assertExactly(verifier.run(), beginnings);
  }
}
