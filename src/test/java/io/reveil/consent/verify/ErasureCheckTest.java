package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.left;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Erasures;
import io.reveil.consent.seal.Sealer;
import io.reveil.consent.wording.NoticeRef;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import io.reveil.kernel.PersonalData;
import io.reveil.kernel.Subject;
import io.reveil.testing.Rig;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An erasure is an act of the ledger, so that nobody can delete a proof and say it was one (E8, E9). */
@Tag("sql")
class ErasureCheckTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final LedgerVerifier verifier = rig.bean(LedgerVerifier.class);
  private final Erasures erasures = rig.bean(Erasures.class);
  private final Sealer sealer = rig.bean(Sealer.class);
  private final NoticeRef notice = rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR);
  private final ConsentKey ada = aKey();
  private final ConsentKey ben = aKey();

  @BeforeEach
  void twoPeopleWhoAgreed() {
    rig.empty();
    erasures.beginRecording();
    ledger.grant(ada, confirmed(notice));
    ledger.grant(ben, confirmed(notice));
    sealer.round();
    assertThat(verifier.run().faults()).isEmpty();
  }

  @Test
  void anErasureIsRecordedWithoutAWordOnThePerson() {
    String name = name(ada.contact());

    erase(ada.contact());

    assertThat(texts("ERASED", name))
        .singleElement()
        .satisfies(text -> assertThat(text)
            .startsWith(
                "{\"act\":\"ERASED\",\"basis\":\"NONE\",\"channel\":\"*\",\"commitments\":{}")
            .contains("\"subject\":\"" + name + "\"")
            .doesNotContain(ada.contact().toString(), "camille"));
    assertThat(verifier.run().faults()).isEmpty();
    assertThat(verifier.run().erasedPeople()).isOne();
  }

  @Test
  void twiceErasedIsRecordedOnce() {
    String name = name(ada.contact());

    erase(ada.contact());
    erase(ada.contact());

    assertThat(texts("ERASED", name)).hasSize(1);
  }

  @Test
  void aPersonTakenOutByHandIsNamed() {
    String name = name(ada.contact());

    takeOut(ada.contact());

    assertFaults("The ledger has 1 events of subject " + name
        + ", whose name, salt and values are gone, and no event of an erasure: they were deleted");
  }

  /** Whoever takes a person out by hand and says that it was an erasure lacks the mark (E9). */
  @Test
  void anErasureThatReveilDidNotWriteExcusesNobodyAndIsNotSealed() {
    String name = name(ada.contact());
    erase(ben.contact());
    String like = texts("ERASED", erased()).getFirst();
    takeOut(ada.contact());
    database.update(
        """
        INSERT INTO consent_event (subject_ref, event_id, channel, purpose, version, act, state_after, basis,
                                   occurred_at, recorded_at, canonical)
        SELECT ?, 7, channel, purpose, version, act, state_after, basis, occurred_at, recorded_at, ?
          FROM consent_event
         WHERE subject_ref = ?
           AND act = 'ERASED'
        """,
        bytes(name),
        like.replace(erased(), name)
            .replaceFirst("\"eventId\":\"\\d+\"", "\"eventId\":\"7\"")
            .getBytes(StandardCharsets.UTF_8),
        bytes(erased()));

    assertFaults(
        "The mark of event 7 does not fit its text",
        "The ledger has 1 events of subject " + name + ", whose name, salt and values are gone");
    sealer.round();
    assertFaults(
        "The mark of event 7 does not fit its text",
        "The ledger has 1 events of subject " + name + ", whose name, salt and values are gone");
    assertThat(database.list("SELECT event_id FROM seal_entry", row -> row.getLong("event_id")))
        .doesNotContain(7L);
  }

  @Test
  void whoDeletesTheRecordOfAnErasureIsFound() {
    String name = name(ada.contact());
    erase(ada.contact());
    sealer.round();

    database.update(
        "DELETE FROM consent_event WHERE act = 'ERASED' AND subject_ref = ?", bytes(name));

    assertThat(verifier.run().faults())
        .singleElement()
        .asString()
        .endsWith("is gone: block 2 was closed with it.");
  }

  /** One forged beforehand would excuse whatever is deleted later. */
  @Test
  void anErasureOfSomebodyWhoIsStillKnownIsNamed() {
    String name = name(ada.contact());
    byte[] salt = database
        .first(
            "SELECT salt FROM consent_subject WHERE contact_id = ?",
            row -> row.getBytes("salt"),
            ada.contact().value())
        .orElseThrow();
    erase(ada.contact());

    database.update(
        "INSERT INTO consent_subject (contact_id, subject_ref, salt) VALUES (?, ?, ?)",
        ada.contact().value(),
        bytes(name),
        salt);

    assertFaults("The ledger says that subject " + name
        + " was erased, and consent_subject says that it is contact " + ada.contact());
  }

  /** Bases from before the ledger held erasures: each is recorded once, and nobody is excused again (E9). */
  @Test
  void erasuresFromBeforeAreRecordedAtTheFirstStartAndNeverAfterIt() {
    rig.empty();
    ledger.grant(ada, confirmed(notice));
    List<ConsentKey> before = Stream.generate(() -> aKey()).limit(1_200).toList();
    before.forEach(key -> ledger.grant(key, confirmed(notice)));
    before.forEach(key -> takeOut(key.contact()));

    erasures.beginRecording();

    assertThat(verifier.run().faults()).isEmpty();
    assertThat(verifier.run().erasedPeople()).isEqualTo(1_200);

    takeOut(ada.contact());
    erasures.beginRecording();

    assertFaults("The ledger has 1 events of subject ");
  }

  /** The mark that says from when erasures are demanded is sealed as they are. */
  @Test
  void whoDeletesTheMarkToHaveItWrittenAnewIsFound() {
    takeOut(ada.contact());
    database.update("DELETE FROM consent_event WHERE act = 'ERASED'");

    erasures.beginRecording();

    assertThat(verifier.run().faults())
        .singleElement()
        .asString()
        .endsWith("is gone: block 1 was closed with it.");
  }

  @Test
  void anErasureAfterwardsIsWhatItSays() {
    ledger.withdraw(ada, left());
    takeOut(ada.contact());
    database.update("DELETE FROM consent_event WHERE act = 'ERASED'");

    erasures.beginRecording();

    assertThat(texts("ERASED", erased()))
        .singleElement()
        .asString()
        .contains("\"known\":\"AFTERWARDS\"");
  }

  private void erase(ContactId contact) {
    rig.bean(PersonalData.class, "ConsentData")
        .erase(new Subject(Optional.of(contact), Optional.empty()));
  }

  /** All that an erasure deletes, by somebody who owns the database. */
  private void takeOut(ContactId contact) {
    for (String table : List.of("consent_subject", "current_consent", "consent_opening")) {
      database.update("DELETE FROM " + table + " WHERE contact_id = ?", contact.value());
    }
  }

  private String name(ContactId contact) {
    return database
        .first(
            "SELECT subject_ref FROM consent_subject WHERE contact_id = ?",
            row -> HexFormat.of().formatHex(row.getBytes("subject_ref")),
            contact.value())
        .orElseThrow();
  }

  /** Under which name the one person stood whom the ledger says was erased. */
  private String erased() {
    return database
        .list(
            "SELECT subject_ref FROM consent_event WHERE act = 'ERASED' ORDER BY subject_ref DESC",
            row -> HexFormat.of().formatHex(row.getBytes("subject_ref")))
        .getFirst();
  }

  private List<String> texts(String act, String name) {
    return database.list(
        "SELECT canonical FROM consent_event WHERE act = ? AND subject_ref = ?",
        row -> new String(row.getBytes("canonical"), StandardCharsets.UTF_8),
        act,
        bytes(name));
  }

  private static byte[] bytes(String name) {
    return HexFormat.of().parseHex(name);
  }

  private void assertFaults(String... beginnings) {
    Told.assertExactly(verifier.run(), beginnings);
  }
}
