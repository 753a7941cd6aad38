package io.reveil.consent.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.consent.Basis;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.testing.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PurposesFileTest {
  @Test
  void theShippedFileDeclaresTheNewsletter() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()).getFirst();

    assertThat(sheet.id().id()).isEqualTo("newsletter");
    assertThat(sheet.controller().name()).isEqualTo("Maison Lumen");
    assertThat(sheet.mailing().orElseThrow().listId())
        .isEqualTo("\"La lettre du matin\" <newsletter.lettre.example.org>");
    assertThat(sheet.text(Language.FR).name()).isEqualTo("La lettre du matin");
    assertThat(sheet.text(Language.EN).name()).isEqualTo("The Morning Letter");
  }

  /** Providers judge confirmations and letters apart (B12). */
  @Test
  void confirmationsHaveAnotherFromThanLetters() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()).getFirst();

    assertThat(sheet.controller().sender().address())
        .isNotEqualTo(sheet.mailing().orElseThrow().sender().address());
  }

  /** (B12): complaints about letters would stop confirmations. */
  @Test
  void aLetterFromTheAddressOfConfirmationsIsRefusedWithItsPlace() throws IOException {
    String same = shipped().replace(" lettre@lettre.", " Confirmation@lettre.");

    assertThatThrownBy(() -> PurposesFile.read(same))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("(purposes.newsletter.sender.address)")
        .hasMessageContaining("letters need another");
  }

  /** (B12): whatever name stands before it. */
  @Test
  void aListIdThatIsAnothersIsRefusedWithItsPlace() throws IOException {
    String newsletter = shipped()
        .substring(shipped().indexOf("  newsletter:"), shipped().indexOf("  open_tracking:"));
    String twice = shipped() + "\n"
        + newsletter
            .replace("  newsletter:", "  offers:")
            .replace("La lettre du matin\" <newsletter.", "Les offres\" <newsletter.");

    assertThatThrownBy(() -> PurposesFile.read(twice))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("(purposes.offers.list_id)")
        .hasMessageContaining("the purpose newsletter has this List-Id");
  }

  /** Measuring is agreed to apart from receiving, opens apart from links (A8, A30, A37). */
  @Test
  void theShippedFileAsksForEachMeasureOnItsOwn() throws IOException {
    assertThat(PurposesFile.read(shipped()))
        .extracting(PurposeSheet::kind)
        .containsExactly(PurposeKind.LETTER, PurposeKind.OPEN_TRACKING, PurposeKind.LINK_TRACKING);
  }

  /** (A30, A37): each controller asks for itself, with one purpose for each kind. */
  @Test
  void eachControllerMeasuresUnderAPurposeOfItsOwn() throws IOException {
    String text =
        Files.readString(Path.of(OwnFiles.withTwoControllers()).resolve("config/purposes.yml"));

    assertThat(PurposesFile.read(text))
        .filteredOn(sheet -> sheet.kind().isTracking())
        .extracting(sheet -> sheet.controller().id() + " " + sheet.kind())
        .containsExactly(
            "lumen OPEN_TRACKING",
            "lumen LINK_TRACKING",
            "club OPEN_TRACKING",
            "club LINK_TRACKING");
    assertThatThrownBy(
            () -> PurposesFile.read(text.replace("controller: club", "controller: lumen")))
        .hasMessageContaining("OPEN_TRACKING is the kind of an earlier purpose of “lumen”");
  }

  /** What a notice must say (A27, GDPR art. 13), made of what is declared. */
  @Test
  void aNoticeSaysWhatTheLawWantsSaid() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()).getFirst();

    assertThat(NoticeText.body(sheet, Language.EN)).isEqualTo("""
        The Morning Letter
        Every Tuesday: an idea of light for the home, and what is new in the workshop.
        [ ] I agree to receive “The Morning Letter” from Maison Lumen by e-mail.
        Responsible: Maison Lumen, 12 rue de l’Exemple, 75002 Paris, bonjour@example.org
        Why: To write to you about what you tick, and nothing else
        On what ground: Your consent (GDPR, article 6(1)(a))
        Changing your mind: As easy as giving it: one press, in every letter
        What is needed: Your e-mail address, and nothing else
        Who sees them: Our team and our host, in France. Nobody else
        Outside Europe: No transfer
        How long: 36 months after your last sign, then we erase
        Your rights: Access, rectification, erasure, objection, restriction, portability: \
        donnees@example.org, or our data protection officer, dpo@example.org
        Complaints: CNIL, 3 place de Fontenoy, 75007 Paris, cnil.fr
        Privacy policy: https://www.example.org/confidentialite""");
    assertThat(NoticeText.body(sheet, Language.FR))
        .contains(
            "\nDe quel droit : Votre consentement",
            "\nVos droits : Accès, rectification",
            "\nRéclamation : CNIL");
  }

  /** Every basis says by what right, and how to object (A9, A15, A16, A27, GDPR art. 21(4)). */
  @Test
  void aNoticeNamesEachBasisAndTheRightToObject() throws IOException {
    PurposeSheet sheet = PurposesFile.read(shipped()
            .replaceFirst(
                "bases: \\[CONSENT]",
                "bases: [PROFESSIONAL_LEGITIMATE_INTEREST, CUSTOMER_SOFT_OPT_IN, CONSENT]")
            .replaceFirst(
                "transfers: none", "transfers: { fr: 'Canada, décision 2002/2', en: Canada }"))
        .getFirst();

    assertThat(NoticeText.body(sheet, Language.FR))
        .contains(
            "De quel droit : Votre consentement",
            ". Pour nos clients, ",
            ". Pour les professionnels, ",
            "Vous pouvez vous opposer à tout moment",
            "Hors d’Europe : Canada, décision 2002/2");
    assertThat(NoticeText.body(sheet, Language.EN)).contains("You may object at any time");
  }

  /** Satisfaction, statistics and partners are asked for on their own (S3.2, S3.37). */
  @ParameterizedTest
  @EnumSource(PurposeKind.class)
  void everyKindCanBeDeclaredAndHasItsNotice(PurposeKind kind) throws IOException {
    Basis basis = kind.allowed().iterator().next();
    String text = shipped()
        .substring(0, shipped().indexOf("\n  open_tracking:"))
        .replace("kind: LETTER", "kind: " + kind)
        .replace("bases: [CONSENT]", "bases: [" + basis + "]");
    String file = kind.sends() ? text : withoutMailing(text);

    PurposeSheet sheet = PurposesFile.read(file).getFirst();

    assertThat(sheet.mailing().isPresent()).isEqualTo(kind.sends());
    for (Language language : Language.values()) {
      assertThat(NoticeText.of(sheet, language).lines(language))
          .hasSize(10)
          .allSatisfy(line -> assertThat(line.text()).isNotBlank());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "postal_address",
        "contact_address",
        "rights_address",
        "dpo",
        "policy_url",
        "jurisdiction",
        "storage_country",
        "address",
        "kind",
        "channel",
        "bases",
        "retention",
        "transfers",
        "list_id",
        "description",
        "consent",
        "why"
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

  /** (A27): wherever it stands, with all that stands under it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "controllers",
        "authority",
        "sender",
        "purposes",
        "controller",
        "recipients",
        "texts",
        "fr",
        "en"
      })
  void aMissingBlockIsRefusedByName(String block) throws IOException {
    List<String> lines = shipped().lines().toList();
    List<Integer> places = IntStream.range(0, lines.size())
        .filter(at -> lines.get(at).strip().startsWith(block + ":"))
        .boxed()
        .toList();

    assertThat(places).isNotEmpty().allSatisfy(at -> {
      String without = withoutBlock(lines, at);
      assertThatThrownBy(() -> PurposesFile.read(without))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("“" + block + "” is missing")
          .hasMessageContaining("config/purposes.yml, line ");
    });
  }

  @Test
  void aPurposeSpeaksEveryLanguage() throws IOException {
    String text = shipped();
    String french = text.substring(0, text.indexOf("      en:\n        name:"));

    assertThatThrownBy(() -> PurposesFile.read(french)).hasMessageContaining("“en” is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bonjour@example.org | bonjour | expected an e-mail address",
        "https://www.example.org/confidentialite | /confidentialite | expected a web address",
        "jurisdiction: FR | jurisdiction: France | expected a country by its two capital letters",
        "<newsletter.lettre.example.org> | newsletter | a List-Id looks like",
        "controller: lumen | owner: lumen | “owner” is not a key Réveil knows here",
        "controller: lumen | controller: lune | “lune” does not stand under controllers",
        "newsletter: | News-Letter: | a purpose is named by",
        "name: La lettre du matin | name: \"La\\u000dlettre\" | write it on one line",
        "kind: LETTER | kind: PARTY | “PARTY” is not known here",
        "kind: LETTER | kind: OPEN_TRACKING | a purpose that sends no e-mail has no sender",
        "kind: LINK_TRACKING | kind: OPEN_TRACKING | is the kind of an earlier purpose",
        "bases: [CONSENT] | bases: [] | name what it may rest on",
        "bases: [CONSENT] | bases: [TRANSACTIONAL] | a purpose of the kind LETTER cannot rest on",
        "retention: P36M | retention: P10D | write whole months",
        "retention: P36M | retention: 3 years | write whole months"
      })
  void aWrongItemIsRefusedWithItsPlace(String right, String wrong, String sentence)
      throws IOException {
    String text = shipped().replace(right, wrong);

    assertThatThrownBy(() -> PurposesFile.read(text))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining(", column ");
  }

  /** Calls to consumers rest on consent alone since 11 August 2026 (A16). */
  @Test
  void callsRestOnConsentAlone() throws IOException {
    String text = withoutMailing(shipped()
        .replaceFirst("channel: EMAIL", "channel: PHONE")
        .replaceFirst("bases: \\[CONSENT]", "bases: [CUSTOMER_SOFT_OPT_IN]"));

    assertThatThrownBy(() -> PurposesFile.read(text))
        .hasMessageContaining("calls that offer something rest on CONSENT alone");
  }

  /** A line goes with all below it that stand further in. */
  private static String withoutBlock(List<String> lines, int at) {
    int end = at + 1;
    while (end < lines.size()
        && (lines.get(end).isBlank() || indent(lines.get(end)) > indent(lines.get(at)))) {
      end++;
    }
    return String.join("\n", lines.subList(0, at)) + "\n"
        + String.join("\n", lines.subList(end, lines.size()));
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }

  private static String withoutMailing(String text) {
    return text.replaceFirst(
        "    sender:\n      name: Maison Lumen\n      address: lettre@[^\n]*\n    list_id:[^\n]*\n",
        "");
  }

  private static String shipped() throws IOException {
    return Files.readString(Path.of("config/purposes.yml"));
  }

  /** (E9): what is left for a dispute is a decision, which may be left unsaid, and never be one that nobody honours. */
  @Test
  void whatIsKeptForADisputeIsDigestsUnlessRefused() throws IOException {
    String key = "    kept_for_dispute: DIGESTS\n";
    assertThat(shipped()).contains(key);

    assertThat(PurposesFile.read(shipped().replace(key, ""))
            .getFirst()
            .controller()
            .keptForDispute())
        .isEqualTo(KeptForDispute.DIGESTS);
    assertThatThrownBy(() -> PurposesFile.read(shipped().replace("DIGESTS\n", "SEALED_ARCHIVE\n")))
        .hasMessageContaining("kept_for_dispute")
        .hasMessageContaining("“SEALED_ARCHIVE” is not known here. Known: DIGESTS.");
  }
}
