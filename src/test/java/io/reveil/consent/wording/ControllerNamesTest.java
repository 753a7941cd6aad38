package io.reveil.consent.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Ledgers;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Consent given to one company serves no other (E1, A9): a server does not start on a file that would make it so. */
@Tag("sql")
class ControllerNamesTest {
  private static final String NAME = "name: Maison Lumen\n    postal_address";

  @RegisterExtension
  static final Rig rig = Rig.standard();

  private final ControllerNames names = rig.bean(ControllerNames.class);

  @BeforeEach
  void maisonLumenAsked() throws IOException {
    rig.empty();
    names.admit(newsletter(NAME));
  }

  private static PurposeSheet newsletter(String name) throws IOException {
    String file = Files.readString(Path.of("config/purposes.yml")).replace(NAME, name);
    return PurposesFile.read(file).getFirst();
  }

  private static PurposeSheet ofAnotherName() throws IOException {
    return newsletter("name: Maison Aube\n    postal_address");
  }

  private static void somebodyAgrees() {
    rig.bean(ConsentLedger.class).grant(Ledgers.aKey(), Ledgers.confirmed());
  }

  private static List<String> onRecord() {
    return rig.database()
        .list("SELECT controller FROM purpose_controller", row -> row.getString("controller"));
  }

  @Test
  void anotherNameIsRefusedOncePeopleAgreedAndTheSentenceSaysWhatToDo() throws IOException {
    somebodyAgrees();
    PurposeSheet other = ofAnotherName();

    assertThatThrownBy(() -> names.admit(other))
        .isInstanceOf(Fault.class)
        .hasMessageContainingAll(
            "purposes.newsletter.controller",
            "“Maison Lumen”",
            "“Maison Aube”",
            "a new id",
            "formerly: [\"Maison Lumen\"] to controllers.lumen");
    assertThat(onRecord()).containsExactly("Maison Lumen");
  }

  @Test
  void theSameCompanyUnderANewNameGoesOnAndANodeWithTheOldFileDoesNotStart() throws IOException {
    somebodyAgrees();

    names.admit(
        newsletter("name: Maison Aube\n    formerly: [\"Maison Lumen\"]\n    postal_address"));
    PurposeSheet old = newsletter(NAME);

    assertThat(onRecord()).containsExactlyInAnyOrder("Maison Lumen", "Maison Aube");
    assertThatThrownBy(() -> names.admit(old)).hasMessageContaining("“Maison Aube”");
  }

  /** The shipped file is there to be changed. */
  @Test
  void anybodyMayAskAsLongAsNobodyAnswered() throws IOException {
    names.admit(ofAnotherName());

    assertThat(onRecord()).containsExactly("Maison Aube");
  }

  @Test
  void theSameFileAgainChangesNothing() throws IOException {
    somebodyAgrees();

    names.admit(newsletter(NAME));

    assertThat(onRecord()).containsExactly("Maison Lumen");
  }
}
