package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.Category;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.RunState;
import io.reveil.intake.run.Tally;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.key.AddressDigests;
import io.reveil.testing.Rig;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("sql")
class ContactImportTest {
  private static final String HEADER =
      "external_id,email,first_name,language,country,category,consent_purpose,consent_at,consent_source,consent_text\n";
  private static final String PROOF = "newsletter,2025-05-04T12:00:00Z,checkout form v1,I agree";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private Imports imports;
  private Contacts contacts;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
    contacts = rig.bean(Contacts.class);
  }

  @Test
  void aRowBecomesAContactWithTheConsentItProves() {
    Run run = imports.contacts(HEADER + "7,Zoé@Example.org,Zoé,en,be,customer," + PROOF + "\n");

    assertThat(run.state()).isEqualTo(RunState.DONE);
    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    Contact zoe = contacts.find(address("zoé@example.org")).orElseThrow();
    assertThat(zoe.language()).isEqualTo(Language.EN);
    assertThat(zoe.country()).contains("BE");
    assertThat(zoe.category()).isEqualTo(Category.CUSTOMER);
    assertThat(contacts.fields(Set.of(zoe.id())))
        .containsEntry(zoe.id(), Map.of("first_name", "Zoé"));
    assertThat(imports.consent(zoe.id())).isEqualTo("GRANTED CONSENT");
    assertThat(rig.count("activity")).isEqualTo(1);
  }

  @Test
  void aZoneIsTakenInAnyCaseAndKeptWhereALaterRowIsSilent() {
    imports.contacts("email,country,zone\nada@example.org,FR,indian/reunion\n");
    imports.contacts("email,country,zone\nada@example.org,BE,\n");

    assertThat(contacts.find(address("ada@example.org")).orElseThrow().zone())
        .contains(ZoneId.of("Indian/Reunion"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"+02:00", "UTC+2", "Etc/GMT+2", "UTC", "CET", "EST", "Paris", "Europe/Pari", "FR"})
  void whatIsNoRegionOfTheTzDatabaseIsNoZone(String zone) {
    Run run = imports.contacts("email,zone\nada@example.org," + zone + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.column()).isEqualTo("zone");
      assertThat(reject.code()).isEqualTo("BAD_ZONE");
      assertThat(reject.reason()).contains("such as Europe/Paris");
    });
  }

  /** A14: date, source and text, or the consent does not count; nothing claimed, nothing declared. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "newsletter,,checkout,I agree     | NONE NONE",
        "newsletter,2025-05-04,,I agree   | NONE NONE",
        "newsletter,2025-05-04,checkout,  | NONE NONE",
        "newsletter,,,                    | NONE NONE",
        "newsletter,2025-05-04,checkout,I agree | GRANTED CONSENT",
        ",,,                              | -"
      })
  void aConsentWithoutProofIsNoBasis(String consent, String state) {
    Run run = imports.contacts(HEADER + "7,ada@example.org,,,,," + consent.strip() + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    assertThat(imports.consent(
            contacts.find(address("ada@example.org")).orElseThrow().id()))
        .isEqualTo(state == null ? "" : state);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7,not-an-address,,,,,,,,                                      | email           | BAD_ADDRESS",
        "7,ada@example.org,,es,,,,,,                                   | language        | BAD_LANGUAGE",
        "7,ada@example.org,,,XX,,,,,                                   | country         | BAD_COUNTRY",
        "7,ada@example.org,,,,friend,,,,                               | category        | BAD_CATEGORY",
        "7,ada@example.org,,,,,party,2025-05-04,form,yes               | consent_purpose | UNKNOWN_PURPOSE",
        "7,ada@example.org,,,,,DROP TABLE,2025-05-04,form,yes          | consent_purpose | UNKNOWN_PURPOSE",
        "7,ada@example.org,,,,,newsletter,04/05/2025,form,yes          | consent_at      | BAD_DATE",
        "7,ada@example.org,,,,,newsletter,2025-02-30,form,yes          | consent_at      | BAD_DATE",
        "7,ada@example.org,,,,,newsletter,2026-11-21T12:00:01Z,f,yes   | consent_at      | FUTURE",
        "7,,,,,,newsletter,2025-05-04,form,yes                         | consent_purpose | CONSENT_WITHOUT_ADDRESS",
        "~,,,,,,,,,                                                    | email           | NO_IDENTITY",
        "7,ada@example.org,,,,,,,                                      | ''              | COLUMN_COUNT",
        "7,ada@example.org,,,,,,,,,                                    | ''              | COLUMN_COUNT",
        "7,ada@example.org,Z\uFFFD,,,,,,,                              | ''              | NOT_UTF8"
      })
  void aBadRowIsRefusedWithItsLineAndColumnAndTheOthersGoIn(
      String row, String column, String code) {
    Run run =
        imports.contacts(HEADER + "1,bob@example.org,,,,,,,,\n" + row.replace("~", "") + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.line()).isEqualTo(3);
      assertThat(reject.column()).isEqualTo(column);
      assertThat(reject.code()).isEqualTo(code);
      assertThat(reject.reason()).endsWith(".").doesNotContain("ada@", "not-an-address");
    });
    assertThat(contacts.find(address("ada@example.org"))).isEmpty();
  }

  @Test
  void aCellThatIsTooLongIsRefusedByItsLine() {
    Run run = imports.contacts(HEADER
        + "1,bob@example.org,,,,,,,,\n2,ada@example.org,\"%s\",,,,,,,\n"
            .formatted("x".repeat(2_001)));

    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.line()).isEqualTo(3);
      assertThat(reject.code()).isEqualTo("TOO_LONG");
      assertThat(reject.rowText()).hasSize(2_000);
    });
  }

  /** A4: a column that nobody declared is dropped and named; its rows stay. */
  @Test
  void anUndeclaredColumnIsDroppedAndNamed() {
    Run run = imports.contacts("email,shoe_size,First_Name,\nada@example.org,38,Ada,x\n");

    assertThat(run.droppedColumns()).containsExactly("shoe_size", "1 without a name");
    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first_name,country | HEADER_WITHOUT_IDENTITY",
        "email;first_name   | HEADER_WITHOUT_IDENTITY",
        "email,country,Email | HEADER_TWICE",
        "''                 | HEADER_WITHOUT_IDENTITY"
      })
  void aFileThatNamesNobodyIsRefusedWhole(String header, String code) {
    assertThatThrownBy(() -> imports.contacts(header + "\nada@example.org,FR\n"))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
    assertThat(rig.count("import_run")).isZero();
    assertThat(rig.home().resolve("imports")).isEmptyDirectory();
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstColumn() {
    Run run = imports.contacts("\uFEFFemail\nada@example.org\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
  }

  /** A49: who objected is not brought back, nor stored. */
  @Test
  void aSuppressedAddressIsRefusedAndNothingIsStored() {
    rig.bean(Suppressions.class)
        .add(
            rig.bean(AddressDigests.class).of(address("ada@example.org")),
            SuppressionReason.OBJECTION,
            "test");

    Run run = imports.contacts(
        HEADER + "1,Ada@example.org,Ada,,,," + PROOF + "\n2,bob@example.org,,,,,,,,\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.code()).isEqualTo("SUPPRESSED");
      assertThat(reject.rowText()).isEmpty();
    });
    assertThat(contacts.find(address("ada@example.org"))).isEmpty();
    assertThat(contacts.findByExternalId("1")).isEmpty();
    assertThat(rig.count("consent_event")).isZero();
  }

  /** A43. */
  @Test
  void aNewAddressForAKnownNumberIsRefused() {
    imports.contacts("external_id,email\n1,ada@example.org\n");

    Run run = imports.contacts("external_id,email\n1,ada@example.com\n");

    assertThat(imports.rejects(run))
        .singleElement()
        .satisfies(reject -> assertThat(reject.code()).isEqualTo("ADDRESS_CHANGE"));
  }

  /** S1.15: one person, one contact; what came first stays, gaps are filled, and a consent still counts. */
  @Test
  void aRepeatedAddressIsMergedIntoTheFirst() {
    String file =
        HEADER + "1,ada@example.org,Ada,,,,,,,\n2,ADA@example.org,Eve,,FR,," + PROOF + "\n";

    Run run = imports.contacts(file);
    Run again = imports.contacts(file);

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 1, 0));
    assertThat(again.tally()).isEqualTo(new Tally(0, 0, 1, 1, 0));
    Contact ada = contacts.find(address("ada@example.org")).orElseThrow();
    assertThat(ada.country()).contains("FR");
    assertThat(contacts.fields(Set.of(ada.id())).get(ada.id())).containsEntry("first_name", "Ada");
    assertThat(contacts.findByExternalId("2")).contains(ada);
    assertThat(imports.consent(ada.id())).isEqualTo("GRANTED CONSENT");
  }

  @Test
  void aSecondImportChangesNothingAndANewConsentIsAChange() {
    String plain = HEADER + "1,ada@example.org,Ada,fr,FR,customer,,,,\n";
    imports.contacts(plain);

    assertThat(imports.contacts(plain).tally()).isEqualTo(new Tally(0, 0, 1, 0, 0));
    String proven = HEADER + "1,ada@example.org,Ada,fr,FR,customer," + PROOF + "\n";
    assertThat(imports.contacts(proven).tally()).isEqualTo(new Tally(0, 1, 0, 0, 0));
    assertThat(imports.contacts(proven).tally()).isEqualTo(new Tally(0, 0, 1, 0, 0));
    assertThat(rig.count("consent_event")).isEqualTo(1);
  }

  /** E1: only the person's own act leaves WITHDRAWN; the file's owner learns how many consents did not count. */
  @Test
  void whoWithdrewIsNotSubscribedAgain() {
    String file = HEADER + "1,ada@example.org,Ada,fr,FR,customer," + PROOF + "\n";
    imports.contacts(file);
    Contact ada = contacts.find(address("ada@example.org")).orElseThrow();
    imports.withdraw(ada.id());

    Run run = imports.contacts(file);

    assertThat(run.tally()).isEqualTo(new Tally(0, 0, 1, 0, 0));
    assertThat(run.consentsNotTaken()).isOne();
    assertThat(imports.contacts(file + "2,bob@example.org,,,,," + PROOF + "\n").consentsNotTaken())
        .isOne();
    assertThat(imports.consent(ada.id())).startsWith("WITHDRAWN");
  }

  /** A6, A12: an import knows the person better than their own unconfirmed request did. */
  @Test
  void whoOnlyAskedBecomesLive() {
    Contact asked = contacts.findOrPend(address("ada@example.org"), Language.FR);

    Run run = imports.contacts("email\nada@example.org\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    assertThat(contacts.find(asked.id()).orElseThrow().state()).isEqualTo(ContactState.LIVE);
  }

  @Test
  void aQuoteLeftOpenStopsTheFileWithTheLineItStandsOn() {
    Run run = imports.contacts(
        "email,first_name\nada@example.org,Ada\nbob@example.org,\"Bob\n" + "x".repeat(1 << 21));

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.failure()).hasValueSatisfying(text -> assertThat(text).contains("line 2"));
    assertThat(rig.home().resolve("imports")).isEmptyDirectory();
  }

  private static EmailAddress address(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }
}
