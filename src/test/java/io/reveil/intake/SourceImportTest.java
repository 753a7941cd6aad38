package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.contact.Contact;
import io.reveil.contact.Contacts;
import io.reveil.contact.Provenance;
import io.reveil.intake.run.Kind;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.RunState;
import io.reveil.intake.run.Tally;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.testing.OwnFiles;
import io.reveil.testing.Rig;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each import says where its people's data come from, by row or once for the file (A17). */
@Tag("sql")
class SourceImportTest {
  private static final String HEADER =
      "external_id,email,category,consent_purpose,legal_basis,consent_at,consent_source,consent_text,"
          + "basis_information,basis_refusal,source_type,source_name,source_at\n";

  @RegisterExtension
  static final Rig rig = Rig.with(Map.of("reveil.files", OwnFiles.withAllBases()));

  private Imports imports;

  @BeforeEach
  void empty() {
    imports = Imports.on(rig);
  }

  @Test
  void aFileThatSaysItNowhereIsRefusedBeforeItsRowsAreRead() {
    assertThatThrownBy(() -> imports.undeclaredContacts("email\nada@example.org\n"))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault)
                .hasMessageContainingAll("column source_type", "--source-type", "sourceType"));

    assertThat(rig.count("import_run")).isZero();
    assertThat(rig.home().resolve("imports")).isEmptyDirectory();
  }

  /** As one that an older version took in. */
  @Test
  void aFileThatWaitedSinceNobodyAskedFailsWithTheSameSentence() {
    long waiting = imports.queue(Kind.CONTACTS, "email\nada@example.org\n");
    rig.database().update("UPDATE import_run SET origin = NULL WHERE run_id = ?", waiting);

    Run run = imports.finished(waiting);

    assertThat(run.state()).isEqualTo(RunState.FAILED);
    assertThat(run.failure()).hasValueSatisfying(why -> assertThat(why).contains("--source-type"));
    assertThat(rig.count("contact")).isZero();
  }

  @Test
  void aRowThatDoesNotSayItIsRefusedAndTheOthersGoIn() {
    Run run = imports.undeclaredContacts(
        "email,source_type\nada@example.org,own_form\nbob@example.org,\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.line()).isEqualTo(3);
      assertThat(reject.column()).isEqualTo("source_type");
      assertThat(reject.code()).isEqualTo("SOURCE_MISSING");
      assertThat(reject.reason()).contains("own_form", "--source-type");
      assertThat(reject.rowText()).isEmpty();
    });
    assertThat(rig.count("contact")).isOne();
  }

  @Test
  void whatTheRowSaysWinsOverWhatIsSaidOfTheFile() {
    imports.contacts("sale", "email,source_type\nada@example.org,Own_Form\nbob@example.org,\n");

    assertThat(source("ada@example.org")).isEqualTo(Provenance.Type.OWN_FORM);
    assertThat(source("bob@example.org")).isEqualTo(Provenance.Type.SALE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "friends", "own form"})
  void aFileCannotBeSaidToComeFromAnythingElse(String type) {
    assertThatThrownBy(() -> Origin.ofContacts(type))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.details())
                .singleElement()
                .satisfies(detail -> assertThat(detail.field()).isEqualTo("sourceType")));
  }

  /** Nor is anything kept of such a row for another fault of it: the country of one, the address of the other. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      public_web | 7,ada@example.org,,,,,,,,,,Annuaire,2026-01-05                                             | PUBLIC_WEB
      own_form   | 7,ada@example.org,prospect,,,,,,,,public_web,Annuaire,2026-01-05                           | PUBLIC_WEB
      own_form   | 7,ada@example.org,professional,,,,,,,,public_web,Annuaire,2026-01-05                       | PUBLIC_WEB
      own_form   | 7,ada@example.org,,newsletter,,2026-01-05,web,J’accepte Maison Lumen,,,PUBLIC_WEB,Web,2026-01-05 | PUBLIC_WEB
      own_form   | 7,ada@example.org,friend,,,,,,,,public_web,Annuaire,2026-01-05                             | BAD_CATEGORY
      public_web | 7,ada@example.org                                                                          | COLUMN_COUNT
      """)
  void whoWasGatheredFromPagesIsNotKeptWhateverElseIsSaid(
      String ofTheFile, String row, String code) {
    Run run = imports.contacts(ofTheFile, HEADER + row + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.code()).isEqualTo(code);
      assertThat(reject.rowText()).isEmpty();
    });
    assertThat(rig.count("contact")).isZero();
    assertThat(rig.count("consent_event")).isZero();
  }

  @Test
  void anInformedProfessionalMayHaveBeenGatheredFromAPage() {
    Run run = imports.contacts(
        "public_web",
        HEADER
            + "7,ada@example.org,professional,newsletter,professional_legitimate_interest,2026-01-05,register,,"
            + "Told by mail,by answering,,Annuaire,2026-01-05\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
  }

  /** Provider, date, and the person's own consent that names us; each missing part is named. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      newsletter,,2026-01-05,tombola,J’accepte Maison Lumen,,,,,2026-01-05             | source_name
      newsletter,,2026-01-05,tombola,J’accepte Maison Lumen,,,,-,2026-01-05            | source_name
      newsletter,,2026-01-05,tombola,J’accepte Maison Lumen,,,,Tombola SA,             | source_at
      newsletter,,2026-01-05,tombola,,,,,Tombola SA,2026-01-05                         | consent_text
      newsletter,,2026-01-05,tombola,J’accepte les partenaires,,,,Tombola SA,2026-01-05 | consent_text
      newsletter,,,tombola,J’accepte Maison Lumen,,,,Tombola SA,2026-01-05             | consent_text
      ,,,,,,,,Tombola SA,2026-01-05                                                    | consent_purpose
      """)
  void whatAThirdPartyGaveNeedsItsNameItsDateAndTheTextAgreedTo(String cells, String column) {
    Run run =
        imports.contacts("third_party", HEADER + "7,ada@example.org,prospect," + cells + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(0, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.code()).isEqualTo("SOURCE_NOT_PROVEN");
      assertThat(reject.column()).isEqualTo(column);
      assertThat(reject.rowText()).isEmpty();
    });
    assertThat(rig.count("contact")).isZero();
  }

  /** A43, too: what the file claims of somebody known is no row to keep. */
  @Test
  void aProvenRowOfAThirdPartyThatContradictsUsIsNotKeptEither() {
    imports.contacts("external_id,email\n7,ada@example.org\n");

    Run run = imports.contacts(
        "third_party",
        HEADER
            + "7,eve@example.org,prospect,newsletter,,2026-01-05,tombola,J’accepte Maison Lumen,,,,Tombola SA,2026-01-05\n");

    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.code()).isEqualTo("ADDRESS_CHANGE");
      assertThat(reject.rowText()).isEmpty();
    });
  }

  @Test
  void whatAThirdPartyGaveWithItsProofComesIn() {
    imports.contacts(
        "third_party",
        HEADER
            + "7,ada@example.org,prospect,newsletter,,2026-01-05,tombola,J’accepte Maison Lumen,,,,Tombola SA,2026-01-05\n");

    assertThat(source("ada@example.org")).isEqualTo(Provenance.Type.THIRD_PARTY);
    assertThat(imports.consent(contact("ada@example.org").id())).isEqualTo("GRANTED CONSENT");
  }

  /** What is recorded stays, and whoever sends the file learns how many rows said something else. */
  @Test
  void anotherSourceOfSomebodyKnownIsCountedAndNotTaken() {
    String row = "external_id,email\n7,ada@example.org\n";
    imports.contacts("own_form", row);

    Run other = imports.contacts("sale", row + "7,ada@example.org\n8,bob@example.org\n");
    Run same = imports.contacts("own_form", row);

    assertThat(other.tally()).isEqualTo(new Tally(1, 0, 1, 1, 0));
    assertThat(other.sourcesNotTaken()).isEqualTo(2);
    assertThat(source("ada@example.org")).isEqualTo(Provenance.Type.OWN_FORM);
    assertThat(source("bob@example.org")).isEqualTo(Provenance.Type.SALE);
    assertThat(same.sourcesNotTaken()).isZero();
  }

  /** The proposed action of the audit. */
  @Test
  void whoseSourceNobodyKnowsGetsTheOneDeclaredNext() {
    String row = "external_id,email\n7,ada@example.org\n";
    imports.contacts(row);
    rig.database().update("UPDATE contact SET source_type = NULL");

    Run run = imports.contacts("sale", row);

    assertThat(run.tally()).isEqualTo(new Tally(0, 1, 0, 0, 0));
    assertThat(run.sourcesNotTaken()).isZero();
    assertThat(source("ada@example.org")).isEqualTo(Provenance.Type.SALE);
  }

  private static Provenance.Type source(String address) {
    return contact(address).provenance().orElseThrow().type();
  }

  private static Contact contact(String address) {
    return rig.bean(Contacts.class)
        .find(EmailAddress.parse(address).orElseThrow())
        .orElseThrow();
  }
}
