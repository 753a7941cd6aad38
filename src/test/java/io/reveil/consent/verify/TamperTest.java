package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.consent.seal.Merkle;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.seal.Witness;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.key.SealSeeds;
import io.reveil.testing.Logged;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can do who owns the database, or the witness, and how it is named (E8). */
@Tag("sql")
class TamperTest {
  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.test", "tamper"));

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final LedgerVerifier verifier = rig.bean(LedgerVerifier.class);
  private final Sealer sealer = rig.bean(Sealer.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final Path witness = rig.home().resolve("ledger.witness");

  private final ConsentKey ada = aKey();

  /** Two blocks of two events, and one event that is not sealed. */
  @BeforeEach
  void aLedgerThatIsWhole() {
    rig.empty();
    ledger.grant(ada, confirmed(notice));
    ledger.withdraw(ada, left());
    sealer.round();
    ledger.grant(aKey(), confirmed(notice));
    ledger.grant(aKey(), confirmed(notice));
    sealer.round();
    ledger.grant(aKey(), confirmed(notice));
  }

  @Test
  void aWholeLedgerIsSaidToBeWholeAndHowMuchOfItNothingProtects() {
    assertThat(verifier.run()).isEqualTo(new Verdict(5, 1, 0, 0, 2, 1, List.of(), 0));
  }

  /** (E9) */
  @Test
  void anErasedPersonLeavesALedgerThatStillVerifies() {
    rig.bean(PersonalData.class, "ConsentData")
        .erase(new Subject(Optional.of(ada.contact()), Optional.empty()));

    assertThat(verifier.run()).isEqualTo(new Verdict(6, 2, 3, 1, 2, 1, List.of(), 0));
  }

  @Test
  void anAlteredRowIsNamed() {
    long event = sealed(1, 0);
    byte[] text = canonical(event);
    text[text.length - 20] ^= 1;
    database.update("UPDATE consent_event SET canonical = ? WHERE event_id = ?", text, event);

    assertFaults("The text of event " + event + " is not the one that block 1 was closed with.");
  }

  @Test
  void anAlteredColumnIsNamed() {
    long event = sealed(2, 1);
    database.update("UPDATE consent_event SET grade = 'DECLARED' WHERE event_id = ?", event);

    assertFaults(
        "The column for “grade” of event " + event + " says DECLARED, its recorded text says DOI.");
  }

  @Test
  void aDeletedRowIsNamed() {
    long event = sealed(2, 0);
    database.update("DELETE FROM consent_event WHERE event_id = ?", event);

    assertFaults("Event " + event + " is gone: block 2 was closed with it.");
  }

  @Test
  void aRowDeletedWithItsSealIsNamed() {
    long event = sealed(2, 0);
    database.update("DELETE FROM consent_event WHERE event_id = ?", event);
    database.update("DELETE FROM seal_entry WHERE event_id = ?", event);

    assertFaults(
        "Block 2 was closed with 2 events, and has 1 entries: entries were deleted.",
        "current_consent says of contact ",
        "consent_opening has values of event " + event + " of contact ");
  }

  /**
   * A grant after a withdrawal, with values and fold that fit it, word for word as Réveil would have written it but for the
   * mark, which needs the key file.
   */
  @Test
  void anInsertedRowIsNamedAndNotSealed() {
    insertAsThird(sealed(1, 0), text -> text);

    assertNotSealed(7, "The mark of event 7 does not fit its text: it was added or changed");
  }

  @Test
  void anInsertedRowWithoutAMarkIsNamedAndNotSealed() {
    insertAsThird(sealed(1, 0), Ledgers::unmarked);

    assertNotSealed(7, "Event 7 bears no mark of Réveil, as all do from block 1 on: it was added");
  }

  /** Events from before there were marks bear none; blocks begin with the first. */
  @Test
  void anInsertedRowWithoutAMarkIsNoOlderForAnEntryInABlockThatNeverWas() {
    insertAsThird(sealed(1, 0), Ledgers::unmarked);
    enter(7, 0);

    assertFaults(
        "Event 7 bears no mark of Réveil, as all do from block 1 on: it was added",
        "Event 7 is entered in block 0, which the ledger does not have");
  }

  /** The sealer passes over what has an entry: weeks later the event could be deleted unseen. */
  @ParameterizedTest
  @ValueSource(ints = {2_000_000_000, 3, 0, -1})
  void anEntryInABlockThatWasNeverClosedIsNamedAndItsEventIsNotTakenForSealed(int block) {
    long event = newestEvent();
    enter(event, block);
    sealer.round();

    Verdict found = verifier.run();

    Told.assertExactly(
        found,
        "Event " + event + " is entered in block " + block + ", which the ledger does not have");
    assertThat(found.unsealed()).isEqualTo(1);
  }

  @Test
  void theLastBlockCutOffWithoutItsEntriesIsNamedOnce() {
    database.update("DELETE FROM seal_block WHERE block_number = 2");

    assertFaults(
        "The ledger ends at block 1, but the witness " + witness + " saw block 2",
        "Event " + sealed(2, 0)
            + " is entered in block 2, which the ledger does not have, with 1 more: ");
  }

  private long newestEvent() {
    return database
        .first("SELECT MAX(event_id) AS newest FROM consent_event", row -> row.getLong("newest"))
        .orElseThrow();
  }

  private void enter(long event, int block) {
    database.update(
        """
        INSERT INTO seal_entry (subject_ref, event_id, block_number, leaf_index, leaf_hash)
        VALUES (?, ?, ?, 0, ?)
        """,
        database
            .first(
                "SELECT subject_ref FROM consent_event WHERE event_id = ?",
                row -> row.getBytes("subject_ref"),
                event)
            .orElseThrow(),
        event,
        block,
        Merkle.leaf(canonical(event)));
  }

  @Test
  void anInsertedRowWithAMarkOfAKeyThatNeverWasIsNamedAndNotSealed() {
    insertAsThird(sealed(1, 0), text -> text.replaceFirst("\"key\":\\d+}", "\"key\":99}"));

    assertNotSealed(7, "The mark of event 7 does not fit its text");
  }

  /** A good text with a good mark is good in its own row only. */
  @Test
  void aRowThatCopiesAnotherIsNotSealed() {
    long granted = sealed(1, 0);
    String copied = new String(canonical(granted), StandardCharsets.UTF_8);
    insertAsThird(granted, _ -> copied);

    assertNotSealed(7, "The mark of event 7 does not fit its text");
  }

  @Test
  void swappedVersionsAreNamed() {
    long granted = sealed(1, 0);
    long withdrawn = sealed(1, 1);
    database.update("UPDATE consent_event SET version = 9 WHERE event_id = ?", granted);
    database.update("UPDATE consent_event SET version = 1 WHERE event_id = ?", withdrawn);
    database.update("UPDATE consent_event SET version = 2 WHERE event_id = ?", granted);

    assertFaults(
        "The column for “version” of event " + granted + " says 2, its recorded text says 1.",
        "The column for “version” of event " + withdrawn + " says 1, its recorded text says 2.");
  }

  @Test
  void anAlteredOpeningIsNamed() {
    long event = sealed(1, 0);
    database.update(
        "UPDATE consent_opening SET opened = 'eve@example.org' WHERE event_id = ? AND name = 'address'",
        event);

    assertFaults("The value “address” of event " + event + " is not the one that was recorded.");
  }

  @Test
  void aDeletedOpeningIsNamed() {
    long event = sealed(1, 0);
    database.update("DELETE FROM consent_opening WHERE event_id = ? AND name = 'formId'", event);

    assertFaults("The value “formId” of event " + event + " is gone");
  }

  @Test
  void anAlteredNoticeIsNamed() {
    String body = body();
    try {
      database.update(
          "UPDATE notice SET body = ? WHERE notice_key = 'newsletter' AND language = 'fr'",
          body + " et ses partenaires");
      assertFaults(
          "The text of the notice “newsletter”, version 1, fr is not the one that was published.");
    } finally {
      database.update(
          "UPDATE notice SET body = ? WHERE notice_key = 'newsletter' AND language = 'fr'", body);
    }
  }

  /** The day counts, too: it decides when a refusal may be asked about again. */
  @ParameterizedTest
  @CsvSource({
    "state, GRANTED",
    "basis, CONSENT",
    "gap, EVIDENCE_MISSING",
    "grade, DOI",
    "version, 9",
    "since_at, 2020-01-01 00:00:00",
    "notice_key, other",
    "notice_version, 9",
    "event_id, 9"
  })
  void anAlteredFoldIsNamed(String column, String value) {
    database.update(
        "UPDATE current_consent SET " + column + " = ? WHERE contact_id = ?",
        value,
        ada.contact().value());

    assertFaults("The ledger says of contact " + ada.contact() + ", EMAIL newsletter: WITHDRAWN");
  }

  /** Their acts, values and consents all fit each other, and the mail of one goes to the other. */
  @Test
  void twoPeopleWhoseHistoriesChangedPlacesAreNamed() {
    ConsentKey bea = aKey();
    ledger.grant(bea, confirmed(notice));
    for (String table : List.of("consent_subject", "consent_opening", "current_consent")) {
      long spare = 900_001;
      rename(table, ada.contact().value(), spare);
      rename(table, bea.contact().value(), ada.contact().value());
      rename(table, spare, bea.contact().value());
    }

    assertThat(verifier.run().faults())
        .hasSize(3)
        .allSatisfy(fault -> assertThat(fault)
            .matches(
                ("Event \\d+ was recorded of contact (%1$s|%2$s), and consent_subject says that it is one of"
                        + " contact (%1$s|%2$s): .*")
                    .formatted(ada.contact(), bea.contact())));
  }

  private void rename(String table, long from, long to) {
    database.update("UPDATE " + table + " SET contact_id = ? WHERE contact_id = ?", to, from);
  }

  @Test
  void anAlteredHeaderIsNamed() {
    byte[] header = header(1);
    database.update(
        "UPDATE seal_block SET header = ? WHERE block_number = 1",
        new String(header, StandardCharsets.UTF_8)
            .replace("2026-", "2025-")
            .getBytes(StandardCharsets.UTF_8));

    assertFaults("The signature of block 1 does not fit its header");
  }

  @Test
  void aWrongSignatureIsNamed() {
    database.update("UPDATE seal_block SET signature = ? WHERE block_number = 2", new byte[64]);

    assertFaults("The signature of block 2 does not fit its header");
  }

  @Test
  void aBlockSignedWithAnotherKeyIsNamed() {
    aBlockSignedWith("0123456789abcdef");

    assertFaults(
        "Block 2 is signed with the key “0123456789abcdef”, which is not in keys/seal.keys");
  }

  /** (A57) The node that rotated is another, and its file was not copied yet: nobody is accused. */
  @Test
  void aNodeThatLacksAKeyRefusesAndNamesTheFile() {
    anotherNodeRotates();
    try {
      assertThatThrownBy(verifier::run)
          .isInstanceOfSatisfying(
              Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED))
          .hasMessageContaining("lacks the keys [200]")
          .hasMessageContaining("copy keys/seal.keys from the node that rotated");
    } finally {
      database.update("DELETE FROM key_check WHERE kind = 'seal' AND key_id = 200");
    }
    assertThat(verifier.run().faults()).isEmpty();
  }

  /** (A57) The same while the ledger is read: the block is signed with a key that is on its way. */
  @Test
  void aKeyThatComesToBeElsewhereWhileTheLedgerIsReadIsNoFault() {
    aBlockSignedWith("0123456789abcdef");
    Tally rotatingAfterTheFirstBlock = new Tally() {
      @Override
      void block() {
        super.block();
        anotherNodeRotates();
      }
    };
    try {
      assertThatThrownBy(() -> verifier.run(rotatingAfterTheFirstBlock))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("lacks the keys [200]");
    } finally {
      database.update("DELETE FROM key_check WHERE kind = 'seal' AND key_id = 200");
    }
  }

  /** (A57) */
  @Test
  void aRotationOfThisNodeWhileTheLedgerIsReadIsNoFault() {
    Tally rotatingOnce = new Tally() {
      private boolean rotated;

      @Override
      void block() {
        super.block();
        if (!rotated) {
          rotated = true;
          rig.bean(SealSeeds.class).rotate();
          sealer.round();
        }
      }
    };

    assertThat(verifier.run(rotatingOnce)).isEqualTo(new Verdict(5, 0, 0, 0, 3, 1, List.of(), 0));
  }

  @Test
  void aBlockTakenOutOfTheMiddleIsNamed() {
    database.update("DELETE FROM seal_block WHERE block_number = 1");

    assertFaults("Block 1 of the ledger is gone");
  }

  @Test
  void theLastBlockCutOffIsNamed() {
    database.update("DELETE FROM seal_block WHERE block_number = 2");
    database.update("DELETE FROM seal_entry WHERE block_number = 2");

    assertFaults("The ledger ends at block 1, but the witness " + witness + " saw block 2");
  }

  @Test
  void anAlteredLeafIsNamed() {
    long first = sealed(2, 0);
    database.update("UPDATE seal_entry SET leaf_hash = ? WHERE event_id = ?", new byte[32], first);

    assertFaults(
        "The entries of block 2 do not give its signed root",
        "The entry of event " + first
            + " in block 2 is not that of its text, which bears our mark");
  }

  @Test
  void aTruncatedWitnessIsNamed() throws IOException {
    List<String> lines = Files.readAllLines(witness);
    Files.write(witness, lines.subList(0, 2));

    assertFaults("The witness " + witness + " ends at block 1, but was written to block 2");
  }

  @Test
  void aWitnessWithALineCutOutIsNamed() throws IOException {
    List<String> lines = Files.readAllLines(witness);
    Files.write(witness, List.of(lines.get(0), lines.get(2)));

    assertFaults("The witness " + witness + " lacks block 1, where it says block 2");
  }

  @Test
  void aWitnessOfAnotherInstallationIsNamed() throws IOException {
    List<String> lines = Files.readAllLines(witness);
    Files.write(
        witness, List.of("reveil.witness/1 " + "ab".repeat(16) + " 1", lines.get(1), lines.get(2)));

    assertFaults("The witness " + witness + " belongs to another installation");
  }

  @Test
  void aLostWitnessIsNamed() throws IOException {
    Files.delete(witness);

    assertFaults("There is no witness at " + witness);
    assertThat(verifier.run().witnessedFrom()).isZero();
  }

  /** The next round makes a new one: that it knows less than the one that is gone stays said. */
  @Test
  void aWitnessThatWasBegunAnewIsSaidToKnowLess() throws IOException {
    byte[] whole = Files.readAllBytes(witness);
    Files.delete(witness);

    List<String> told = Logged.errors(Witness.class, sealer::round);

    assertThat(told)
        .singleElement()
        .asString()
        .contains("There is no witness at " + witness + ": a new one begins at block 2");
    assertFaults();
    assertThat(verifier.run().witnessedFrom()).isEqualTo(2);
    Files.write(witness, whole);
    sealer.round();
    assertFaults();
    assertThat(verifier.run().witnessedFrom()).isEqualTo(1);
  }

  private void aBlockSignedWith(String keyId) {
    String text = new String(header(2), StandardCharsets.UTF_8)
        .replaceFirst("\"keyId\":\"[0-9a-f]{16}\"", "\"keyId\":\"" + keyId + "\"");
    database.update(
        "UPDATE seal_block SET header = ? WHERE block_number = 2",
        text.getBytes(StandardCharsets.UTF_8));
  }

  private void anotherNodeRotates() {
    database.update(
        "INSERT INTO key_check (kind, key_id, check_value, created_at) VALUES ('seal', 200, ?, ?)",
        new byte[16],
        rig.clock().instant());
  }

  private void assertNotSealed(long event, String fault) {
    database.update(
        "UPDATE current_consent SET state = 'GRANTED', basis = 'CONSENT', grade = 'DOI', version = 3, event_id = ?"
            + " WHERE contact_id = ?",
        event,
        ada.contact().value());
    assertFaults(fault);

    sealer.round();

    assertFaults(fault);
    assertThat(rig.count("seal_entry")).as("the others are sealed").isEqualTo(5);
    assertThat(database.list(
            "SELECT event_id FROM seal_entry WHERE event_id = ?",
            row -> row.getLong("event_id"),
            event))
        .isEmpty();
  }

  private void assertFaults(String... beginnings) {
    Told.assertExactly(verifier.run(), beginnings);
  }

  private long sealed(int block, int leaf) {
    return database
        .first(
            "SELECT event_id FROM seal_entry WHERE block_number = ? AND leaf_index = ?",
            row -> row.getLong("event_id"),
            block,
            leaf)
        .orElseThrow();
  }

  private byte[] canonical(long event) {
    return database
        .first(
            "SELECT canonical FROM consent_event WHERE event_id = ?",
            row -> row.getBytes("canonical"),
            event)
        .map(text -> Arrays.copyOf(text, text.length))
        .orElseThrow();
  }

  private byte[] header(int block) {
    return database
        .first(
            "SELECT header FROM seal_block WHERE block_number = ?",
            row -> row.getBytes("header"),
            block)
        .orElseThrow();
  }

  private String body() {
    return database
        .first(
            "SELECT body FROM notice WHERE notice_key = 'newsletter' AND language = 'fr'",
            row -> row.getString("body"))
        .orElseThrow();
  }

  private void insertAsThird(long granted, UnaryOperator<String> as) {
    String text = as.apply(new String(canonical(granted), StandardCharsets.UTF_8)
        .replaceFirst("\"version\":1}$", "\"version\":3}")
        .replace("\"stateBefore\":\"NONE\"", "\"stateBefore\":\"WITHDRAWN\"")
        .replace("\"eventId\":\"" + granted + "\"", "\"eventId\":\"7\""));
    database.list(
        """
        SELECT subject_ref, recorded_at, notice_key, notice_version, language
          FROM consent_event
         WHERE event_id = ?
        """,
        row -> database.update(
            """
            INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis,
                                       grade, occurred_at, recorded_at, notice_key, notice_version, language, canonical)
            VALUES (?, 7, 'EMAIL', 'newsletter', 3, 'GRANTED', 'GRANTED', 'CONSENT', 'DOI', ?, ?, ?, ?, ?, ?)
            """,
            row.getBytes("subject_ref"),
            row.getObject("recorded_at"),
            row.getObject("recorded_at"),
            row.getString("notice_key"),
            row.getInt("notice_version"),
            row.getString("language"),
            text.getBytes(StandardCharsets.UTF_8)),
        granted);
    database.list(
        "SELECT contact_id, name, opened FROM consent_opening WHERE event_id = ?",
        row -> database.update(
            "INSERT INTO consent_opening (contact_id, event_id, name, opened) VALUES (?, 7, ?, ?)",
            row.getLong("contact_id"),
            row.getString("name"),
            row.getString("opened")),
        granted);
  }
}
