package io.reveil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.activity.Activities;
import io.reveil.activity.Signal;
import io.reveil.contact.Contacts;
import io.reveil.intake.run.Run;
import io.reveil.intake.run.Tally;
import io.reveil.job.Columns;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.testing.Rig;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("sql")
class EventImportTest {
  private static final String HEADER = "external_id,occurred_at,type,quantity,amount_eur\n";
  private static final String BOUGHT = "1,2025-05-04T12:00:00Z,purchase,2,29.33\n";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private Imports imports;

  @BeforeEach
  void oneContact() {
    imports = Imports.on(rig);
    imports.contacts("external_id,email\n1,ada@example.org\n");
  }

  @Test
  void aRowBecomesASignalOfItsContact() {
    Run run = imports.events(HEADER + BOUGHT);

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
    var ada = rig.bean(Contacts.class).findByExternalId("1").orElseThrow().id();
    assertThat(rig.bean(Activities.class).list(ada)).singleElement().satisfies(event -> {
      assertThat(event.occurredAt()).isEqualTo(Instant.parse("2025-05-04T12:00:00Z"));
      assertThat(event.signal())
          .isEqualTo(new Signal.CrmEvent(
              "purchase", Optional.of(new BigDecimal("29.33")), Optional.of(2)));
      assertThat(event.origin()).isEqualTo("import:" + run.id());
    });
  }

  /** The same basket twice at the same second is two purchases; the same file twice is not. */
  @Test
  void equalRowsOfOneFileAreDistinctAndAnotherImportOfThemAddsNothing() {
    String file = HEADER + BOUGHT + BOUGHT + BOUGHT.replace("29.33", "29.330").replace(".000", "");

    assertThat(imports.events(file).tally()).isEqualTo(new Tally(3, 0, 0, 0, 0));
    assertThat(imports.events(file).tally()).isEqualTo(new Tally(0, 0, 3, 0, 0));
    assertThat(imports.events(file + BOUGHT).tally()).isEqualTo(new Tally(1, 0, 3, 0, 0));
  }

  @Test
  void anEventIdMakesRowsTheSameWhateverElseTheySay() {
    String header = "external_id,occurred_at,type,event_id\n";

    Run run = imports.events(
        header + "1,2025-05-04,purchase,E1\n1,2025-05-05,login,E1\n1,2025-05-04,purchase,E2\n");

    assertThat(run.tally()).isEqualTo(new Tally(2, 0, 1, 0, 0));
  }

  /** (F1, A21) A file in any order, and one that comes late, leave the last sign of life where it was. */
  @Test
  void lateRowsAndRowsOutOfOrderCountAsTheyOccurred() {
    String header = "external_id,occurred_at,type,event_id\n";
    imports.events(
        header + "1,2025-05-04,purchase,E2\n1,2026-06-01,call,E4\n1,2025-01-04,purchase,E1\n");
    imports.events(header + "1,2025-09-01,login,E3\n");

    var ada = rig.bean(Contacts.class).findByExternalId("1").orElseThrow().id();
    assertThat(rig.bean(Activities.class).standings(List.of(ada)).values())
        .singleElement()
        .satisfies(standing -> {
          assertThat(standing.lastSignOn()).hasValue(LocalDate.of(2026, 6, 1));
          assertThat(standing.lastSignKind()).hasValue("call");
        });
    assertThat(rig.database()
            .list(
                "SELECT back_on FROM comeback ORDER BY back_on",
                row -> Columns.date(row, "back_on").toString()))
        .containsExactly("2025-05-04", "2025-09-01", "2026-06-01");
  }

  @Test
  void anAddressNamesAContactToo() {
    Run run =
        imports.events("email,occurred_at,type,amount\nADA@example.org,2025-05-04,purchase,-5\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,2025-05-04,purchase,1,1.00            | external_id | UNKNOWN_CONTACT",
        "1,2025-05-04,party,1,1.00               | type        | UNKNOWN_TYPE",
        "1,2025-05-04,,1,1.00                    | type        | UNKNOWN_TYPE",
        "1,2026-11-21T12:00:01Z,purchase,1,1.00  | occurred_at | FUTURE",
        "1,1969-12-31,purchase,1,1.00            | occurred_at | BAD_DATE",
        "1,2025-05-04,purchase,1,1e999999999     | amount_eur  | BAD_AMOUNT",
        "1,,purchase,1,1.00                      | occurred_at | BAD_DATE",
        "1,2025-05-04,purchase,1.5,1.00          | quantity    | BAD_QUANTITY",
        "1,2025-05-04,purchase,1,1.001           | amount_eur  | BAD_AMOUNT",
        "1,2025-05-04,purchase,1,1e99            | amount_eur  | BAD_AMOUNT",
        "~,2025-05-04,purchase,1,1.00            | external_id | NO_IDENTITY"
      })
  void aBadRowIsRefusedByItsLine(String row, String column, String code) {
    Run run = imports.events(HEADER + BOUGHT + row.replace("~", "") + "\n");

    assertThat(run.tally()).isEqualTo(new Tally(1, 0, 0, 0, 1));
    assertThat(imports.rejects(run)).singleElement().satisfies(reject -> {
      assertThat(reject.line()).isEqualTo(3);
      assertThat(reject.column()).isEqualTo(column);
      assertThat(reject.code()).isEqualTo(code);
    });
  }

  /** A12: of somebody who only asked for mail nothing but the address is kept. */
  @Test
  void anEventOfSomebodyUnconfirmedIsRefused() {
    rig.bean(Contacts.class)
        .findOrPend(EmailAddress.parse("bob@example.org").orElseThrow(), Language.FR);

    Run run = imports.events("email,occurred_at,type\nbob@example.org,2025-05-04,purchase\n");

    assertThat(imports.rejects(run))
        .singleElement()
        .satisfies(reject -> assertThat(reject.code()).isEqualTo("UNKNOWN_CONTACT"));
  }

  @Test
  void aFileWithoutTypesOrDatesIsRefusedWhole() {
    assertThatThrownBy(() -> imports.events("external_id,type\n1,purchase\n"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("occurred_at");
  }
}
