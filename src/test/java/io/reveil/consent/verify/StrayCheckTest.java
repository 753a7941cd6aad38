package io.reveil.consent.verify;

import static io.reveil.consent.ledger.Ledgers.NEWSLETTER;
import static io.reveil.consent.ledger.Ledgers.aKey;
import static io.reveil.consent.ledger.Ledgers.confirmed;
import static io.reveil.consent.ledger.Ledgers.declared;
import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Declaration;
import io.reveil.consent.wording.Purposes;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import io.reveil.testing.TestClock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Consents and values that were never recorded, and what remains of somebody whose name was deleted (E8). */
@Tag("sql")
class StrayCheckTest {
  private static final long NOBODY = 900_000;

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final Database database = rig.database();
  private final ConsentLedger ledger = rig.bean(ConsentLedger.class);
  private final LedgerVerifier verifier = rig.bean(LedgerVerifier.class);
  private final ConsentKey ada = aKey();

  @BeforeEach
  void onePersonWhoAgreed() {
    rig.empty();
    ledger.grant(ada, confirmed(rig.bean(Purposes.class).notice(NEWSLETTER, Language.FR)));
    assertThat(verifier.run().faults()).isEmpty();
  }

  @Test
  void aConsentOfSomebodyWithoutAnyEventIsNamed() {
    forgedConsent();

    assertFaults("current_consent says of contact " + NOBODY + ", EMAIL newsletter: GRANTED;");
  }

  @Test
  void aConsentOfSomebodyWithANameAndNoEventIsNamed() {
    database.update(
        "INSERT INTO consent_subject (contact_id, subject_ref, salt) VALUES (?, ?, ?)",
        NOBODY,
        new byte[16],
        new byte[32]);
    forgedConsent();

    assertFaults("current_consent says of contact " + NOBODY + ", EMAIL newsletter: GRANTED;");
  }

  @Test
  void aForgedConsentIsFoundAmongHundredsThatAreNot() {
    ledger.declare(Stream.generate(() -> new Declaration(aKey(), declared(TestClock.START)))
        .limit(1_200)
        .toList());
    assertThat(verifier.run().faults()).isEmpty();
    forgedConsent();

    assertFaults("current_consent says of contact " + NOBODY + ", EMAIL newsletter: GRANTED;");
  }

  @Test
  void aValueOfSomebodyWithoutAnyEventIsNamed() {
    database.update(
        "INSERT INTO consent_opening (contact_id, event_id, name, opened) VALUES (?, 7, 'address', 'eve@example.org')",
        NOBODY);

    assertFaults("consent_opening has values of event 7 of contact " + NOBODY + ";");
  }

  @Test
  void aValueOfAnEventThatAPersonNeverHadIsNamed() {
    database.update(
        "INSERT INTO consent_opening (contact_id, event_id, name, opened) VALUES (?, 7, 'address', 'eve@example.org')",
        ada.contact().value());

    assertFaults("consent_opening has values of event 7 of contact " + ada.contact() + ";");
  }

  @Test
  void aPersonWhoseNameInTheLedgerWasDeletedIsNamed() {
    database.update(
        "DELETE FROM consent_subject WHERE contact_id = ?", ada.contact().value());

    assertFaults(
        "The ledger has 1 events of subject ",
        "current_consent says of contact " + ada.contact() + ", EMAIL newsletter: GRANTED;",
        "consent_opening has values of event ");
  }

  /** Below and above the contact whose name it is: the mail would go to somebody who never agreed. */
  @ParameterizedTest
  @ValueSource(longs = {1, NOBODY})
  void aSecondPersonUnderTheNameOfOneWhoAgreedIsNamed(long somebody) {
    cloneNameOfAda(somebody);
    database.update(
        """
        INSERT INTO current_consent (contact_id, channel, purpose, state, basis, grade, version, since_at, event_id)
        VALUES (?, 'EMAIL', 'newsletter', 'GRANTED', 'CONSENT', 'DOI', 1, '2026-11-01', ?)
        """,
        somebody,
        database
            .first("SELECT event_id FROM consent_event", row -> row.getLong("event_id"))
            .orElseThrow());

    Verdict found = verifier.run();

    Told.assertExactly(found, "consent_subject gives the name ");
    assertThat(found.faults().getFirst())
        .contains("to contact " + ada.contact(), "to contact " + somebody);
  }

  @Test
  void aThirdPersonUnderTheSameNameIsNoFurtherFault() {
    cloneNameOfAda(1);
    cloneNameOfAda(NOBODY);

    assertFaults("consent_subject gives the name ");
  }

  private void cloneNameOfAda(long somebody) {
    database.list(
        "SELECT subject_ref, salt FROM consent_subject WHERE contact_id = ?",
        row -> database.update(
            "INSERT INTO consent_subject (contact_id, subject_ref, salt) VALUES (?, ?, ?)",
            somebody,
            row.getBytes("subject_ref"),
            row.getBytes("salt")),
        ada.contact().value());
  }

  private void forgedConsent() {
    database.update("""
        INSERT INTO current_consent (contact_id, channel, purpose, state, basis, version, since_at, event_id)
        VALUES (?, 'EMAIL', 'newsletter', 'GRANTED', 'CONSENT', 1, '2026-11-01', 7)
        """, NOBODY);
  }

  private void assertFaults(String... beginnings) {
    Told.assertExactly(verifier.run(), beginnings);
  }
}
