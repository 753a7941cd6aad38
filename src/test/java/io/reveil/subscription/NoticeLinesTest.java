package io.reveil.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.consent.Basis;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.KeptForDispute;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.net.URI;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** (A27): what is told beside the boxes is complete, and nobody reads the same line twice. */
class NoticeLinesTest {
  private static final PurposeSheet MORNING = letter("morning", "Matin", 36);
  private static final PurposeSheet EVENING = letter("evening", "Soir", 36);
  private static final PurposeSheet YEARLY = letter("yearly", "Annales", 12);

  @Test
  void ofNoPurposeThereIsNothingToTell() {
    assertThat(NoticeLines.of(List.of(), Language.FR)).isEmpty();
  }

  @Test
  void onePurposeIsToldWithoutItsName() {
    assertThat(NoticeLines.of(List.of(MORNING), Language.FR))
        .noneMatch(line -> line.containsKey("of"))
        .contains(Map.of(
            "label",
            "Combien de temps",
            "text",
            "36 mois après votre dernier signe, puis nous effaçons"));
  }

  @Test
  void whatIsTheSameIsToldOnce() {
    assertThat(NoticeLines.of(List.of(MORNING, EVENING), Language.EN))
        .isEqualTo(NoticeLines.of(List.of(MORNING), Language.EN));
  }

  @Test
  void whatDiffersIsToldOfEachByItsNameAndNothingElseIs() {
    List<Map<String, String>> lines =
        NoticeLines.of(List.of(MORNING, YEARLY, EVENING), Language.EN);

    assertThat(lines)
        .filteredOn(line -> line.containsKey("of"))
        .containsExactly(howLong("Matin", 36), howLong("Annales", 12), howLong("Soir", 36));
    assertThat(lines)
        .filteredOn(line -> !line.containsKey("of"))
        .extracting(line -> line.get("label"))
        .doesNotHaveDuplicates()
        .contains("Responsible", "Why", "Your rights");
  }

  private static Map<String, String> howLong(String of, int months) {
    return Map.of(
        "label",
        "How long",
        "of",
        of,
        "text",
        months + " months after your last sign, then we erase");
  }

  private static PurposeSheet letter(String id, String name, int months) {
    PurposeSheet.Text text =
        new PurposeSheet.Text(name, "A letter", "Yes, send it to me", "To send it");
    return new PurposeSheet(
        new Purpose(id),
        PurposeKind.LETTER,
        controller(),
        Channel.EMAIL,
        Set.of(Basis.CONSENT),
        Period.ofMonths(months),
        inBoth("Nobody else"),
        Map.of(),
        Optional.empty(),
        Map.of(Language.FR, text, Language.EN, text));
  }

  private static Controller controller() {
    EmailAddress address = EmailAddress.parse("bonjour@example.org").orElseThrow();
    return new Controller(
        "house",
        "Maison",
        "1 rue du Test, Paris",
        address,
        address,
        Optional.empty(),
        inBoth("CNIL"),
        URI.create("https://example.org/privacy"),
        "FR",
        "FR",
        new Controller.Sender("Maison", address),
        Set.of(),
        KeptForDispute.DIGESTS);
  }

  private static Map<Language, String> inBoth(String text) {
    return Map.of(Language.FR, text, Language.EN, text);
  }
}
