package io.reveil.consent.wording;

import io.reveil.consent.Basis;
import io.reveil.kernel.Channel;
import io.reveil.kernel.Language;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person is told before agreeing, made of what is declared, so that no item can be forgotten (GDPR art. 13, A27).
 * Pages show these lines and the ledger keeps them: the same words in the same order (A10).
 */
public record NoticeText(
    String responsible,
    String why,
    String ground,
    String withdrawal,
    String need,
    String recipients,
    String transfers,
    String retention,
    String rights,
    String complaint) {

  /** One line: "De quel droit", "Votre consentement…". */
  public record Line(String label, String text) {}

  public static NoticeText of(PurposeSheet sheet, Language language) {
    Controller controller = sheet.controller();
    String responsible = "%s, %s, %s"
        .formatted(
            controller.name(),
            controller.postalAddress(),
            controller.contactAddress().forSending());
    String recipients = Objects.requireNonNull(sheet.recipients().get(language));
    return switch (language) {
      case FR ->
        new NoticeText(
            responsible,
            sheet.text(language).why(),
            grounds(sheet, language),
            frenchWithdrawal(sheet),
            frenchNeed(sheet),
            recipients,
            sheet.transfers().getOrDefault(language, "Aucun transfert"),
            sheet.retention().toTotalMonths()
                + (sheet.kind().sends()
                    ? " mois après votre dernier signe, puis nous effaçons"
                    : " mois, puis nous effaçons"),
            "Accès, rectification, effacement, opposition, limitation, portabilité\u00A0: "
                + controller.rights().forSending()
                + officer(controller, ", ou à la protection des données, "),
            controller.authority(language));
      case EN ->
        new NoticeText(
            responsible,
            sheet.text(language).why(),
            grounds(sheet, language),
            englishWithdrawal(sheet),
            englishNeed(sheet),
            recipients,
            sheet.transfers().getOrDefault(language, "No transfer"),
            sheet.retention().toTotalMonths()
                + (sheet.kind().sends()
                    ? " months after your last sign, then we erase"
                    : " months, then we erase"),
            "Access, rectification, erasure, objection, restriction, portability: "
                + controller.rights().forSending()
                + officer(controller, ", or our data protection officer, "),
            controller.authority(language));
    };
  }

  private static String officer(Controller controller, String before) {
    return controller.officer().map(officer -> before + officer.forSending()).orElse("");
  }

  /** Always the same labels in the same order, so that purposes can be set side by side. */
  public List<Line> lines(Language language) {
    return switch (language) {
      case FR ->
        List.of(
            new Line("Responsable", responsible),
            new Line("Pourquoi", why),
            new Line("De quel droit", ground),
            new Line("Changer d’avis", withdrawal),
            new Line("Ce qui est nécessaire", need),
            new Line("Qui les voit", recipients),
            new Line("Hors d’Europe", transfers),
            new Line("Combien de temps", retention),
            new Line("Vos droits", rights),
            new Line("Réclamation", complaint));
      case EN ->
        List.of(
            new Line("Responsible", responsible),
            new Line("Why", why),
            new Line("On what ground", ground),
            new Line("Changing your mind", withdrawal),
            new Line("What is needed", need),
            new Line("Who sees them", recipients),
            new Line("Outside Europe", transfers),
            new Line("How long", retention),
            new Line("Your rights", rights),
            new Line("Complaints", complaint));
    };
  }

  /** All that is read beside one box, as plain text: what is hashed and kept. */
  static String body(PurposeSheet sheet, Language language) {
    PurposeSheet.Text text = sheet.text(language);
    String colon = switch (language) {
      case FR -> " : ";
      case EN -> ": ";
    };
    String policy = switch (language) {
      case FR -> "Politique de confidentialité";
      case EN -> "Privacy policy";
    };
    return Stream.of(
            Stream.of(text.name(), text.description(), "[ ] " + text.consent()),
            of(sheet, language).lines(language).stream()
                .map(line -> line.label() + colon + line.text()),
            Stream.of(policy + colon + sheet.controller().policyUrl()))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n"));
  }

  /** The most solid first. */
  private static String grounds(PurposeSheet sheet, Language language) {
    return Arrays.stream(Basis.values())
        .filter(sheet.bases()::contains)
        .map(basis -> switch (language) {
          case FR -> french(basis);
          case EN -> english(basis);
        })
        .collect(Collectors.joining(". "));
  }

  private static String french(Basis basis) {
    return switch (basis) {
      case CONSENT -> "Votre consentement (RGPD, article 6.1.a)";
      case CUSTOMER_SOFT_OPT_IN ->
        "Pour nos clients, notre intérêt à leur proposer ce qui ressemble à ce qu’ils ont choisi (RGPD, article 6.1.f ; CPCE, article L. 34-5)";
      case PROFESSIONAL_LEGITIMATE_INTEREST ->
        "Pour les professionnels, notre intérêt à leur écrire sur leur métier (RGPD, article 6.1.f)";
      case TRANSACTIONAL -> "Le contrat qui nous lie, ou la loi (RGPD, articles 6.1.b et 6.1.c)";
      case NONE -> "Aucun";
    };
  }

  private static String english(Basis basis) {
    return switch (basis) {
      case CONSENT -> "Your consent (GDPR, article 6(1)(a))";
      case CUSTOMER_SOFT_OPT_IN ->
        "For our customers, our interest in offering what is like what they chose (GDPR, article 6(1)(f); CPCE, article L. 34-5)";
      case PROFESSIONAL_LEGITIMATE_INTEREST ->
        "For professionals, our interest in writing about their trade (GDPR, article 6(1)(f))";
      case TRANSACTIONAL ->
        "The contract between us, or the law (GDPR, articles 6(1)(b) and 6(1)(c))";
      case NONE -> "None";
    };
  }

  private static String frenchWithdrawal(PurposeSheet sheet) {
    if (sheet.bases().contains(Basis.TRANSACTIONAL)) {
      return "Ces messages cessent avec le contrat ; ils ne vous proposent rien";
    }
    String agreed = "Aussi simple que de le donner : " + frenchWay(sheet);
    return sheet.bases().equals(Set.of(Basis.CONSENT))
        ? agreed
        : agreed + ". Vous pouvez vous opposer à tout moment, sans raison ni frais";
  }

  /** What we do not send bears no link of ours: its way out is a page of ours, or whoever is responsible (GDPR art. 7(3)). */
  private static String frenchWay(PurposeSheet sheet) {
    if (!sheet.kind().sends()) {
      return "un appui, et vos lettres continuent";
    }
    return sheet.channel() == Channel.EMAIL
        ? "un appui, dans chaque lettre"
        : "un appui, dans vos préférences, où mènent la page de confirmation et le bas de chaque lettre ; ou un mot à "
            + sheet.controller().contactAddress().forSending();
  }

  private static String englishWithdrawal(PurposeSheet sheet) {
    if (sheet.bases().contains(Basis.TRANSACTIONAL)) {
      return "These messages end with the contract; they offer you nothing";
    }
    String agreed = "As easy as giving it: " + englishWay(sheet);
    return sheet.bases().equals(Set.of(Basis.CONSENT))
        ? agreed
        : agreed + ". You may object at any time, without reason or cost";
  }

  private static String englishWay(PurposeSheet sheet) {
    if (!sheet.kind().sends()) {
      return "one press, and your letters go on";
    }
    return sheet.channel() == Channel.EMAIL
        ? "one press, in every letter"
        : "one press, in your preferences, where the page of confirmation and the foot of every letter lead; or a word to "
            + sheet.controller().contactAddress().forSending();
  }

  private static String frenchNeed(PurposeSheet sheet) {
    if (!sheet.kind().sends()) {
      return "Rien : vos lettres n’en dépendent pas";
    }
    return sheet.channel() == Channel.EMAIL
        ? "Votre adresse e‑mail, et rien d’autre"
        : "De quoi vous joindre ainsi, et rien d’autre";
  }

  private static String englishNeed(PurposeSheet sheet) {
    if (!sheet.kind().sends()) {
      return "Nothing: your letters do not depend on it";
    }
    return sheet.channel() == Channel.EMAIL
        ? "Your e-mail address, and nothing else"
        : "A way to reach you so, and nothing else";
  }
}
