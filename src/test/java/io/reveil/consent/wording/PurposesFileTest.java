package io.reveil.consent.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposesFileTest {
  @Test
  void theShippedFileDeclaresTheNewsletter() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()).getFirst();

    assertThat(sheet.id().id()).isEqualTo("newsletter");
    assertThat(sheet.controller()).isEqualTo("Maison Lumen");
    assertThat(sheet.sender().forSending()).isEqualTo("lettre@lettre.example.org");
    assertThat(sheet.listId()).isEqualTo("\"La lettre du matin\" <newsletter.lettre.example.org>");
    assertThat(sheet.text(Language.FR).name()).isEqualTo("La lettre du matin");
    assertThat(sheet.text(Language.EN).name()).isEqualTo("The Morning Letter");
  }

  /** What a notice must say (A27, GDPR art. 13). */
  @Test
  void aNoticeSaysWhatTheLawWantsSaid() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()).getFirst();

    assertThat(Notices.body(sheet, Language.EN))
        .startsWith("The Morning Letter\n")
        .contains(
            "Who is responsible: Maison Lumen, 12 rue de l’Exemple, 75002 Paris",
            "\nBy what right: ",
            "\nWithdrawal: ",
            "\nHow long: 36 months",
            "\nYour rights: ",
            "\nComplaints: CNIL",
            "\nPrivacy policy: https://");
    assertThat(Notices.body(sheet, Language.FR)).contains("\nVos droits : ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "controller",
        "postal_address",
        "contact_address",
        "name",
        "address",
        "list_id",
        "policy_url",
        "jurisdiction",
        "storage_country",
        "description",
        "consent",
        "why",
        "basis",
        "withdrawal",
        "recipients",
        "transfers",
        "retention",
        "rights",
        "complaint"
      })
  void aMissingItemIsRefusedByName(String item) throws IOException {
    List<String> lines = shipped().lines().toList();
    int at = lines.indexOf(lines.stream()
        .filter(line -> line.strip().startsWith(item + ":"))
        .findFirst()
        .orElseThrow());

    String without = String.join("\n", lines.subList(0, at)) + "\n"
        + String.join("\n", lines.subList(at + 1, lines.size()));

    assertThatThrownBy(() -> PurposesFile.read(without))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("“" + item + "” is missing")
        .hasMessageContaining("config/purposes.yml, line ");
  }

  @Test
  void aPurposeSpeaksEveryLanguage() throws IOException {
    String text = shipped();
    String french = text.substring(0, text.indexOf("      en:"));

    assertThatThrownBy(() -> PurposesFile.read(french)).hasMessageContaining("“en” is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bonjour@example.org | bonjour | expected an e-mail address",
        "https://www.example.org/confidentialite | /confidentialite | expected a web address",
        "<newsletter.lettre.example.org> | newsletter | a List-Id looks like",
        "jurisdiction: FR | jurisdiction: France | expected a country by its two capital letters",
        "controller: | owner: | “owner” is not a key Réveil knows here",
        "newsletter: | News-Letter: | a purpose is named by",
        "name: La lettre du matin | name: \"La\\u000dlettre\" | write it on one line"
      })
  void aWrongItemIsRefusedWithItsPlace(String right, String wrong, String sentence)
      throws IOException {
    String text = shipped().replace(right, wrong);

    assertThatThrownBy(() -> PurposesFile.read(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining(", column ");
  }

  private static String shipped() throws IOException {
    return Files.readString(Path.of("config/purposes.yml"));
  }
}
