package io.reveil.consent.wording;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A purpose as {@code config/purposes.yml} declares it.
 *
 * @param controller who is responsible: shown on every page and in every mail (A19)
 * @param sender the From address of its marketing mail, and its Reply-To
 * @param listId its List-Id, stable over waves (B12)
 * @param jurisdiction the country whose law applies, ISO 3166-1 alpha-2 (E3)
 * @param storageCountry the country where the data lie (E3)
 * @param texts what people read, in every language
 */
public record PurposeSheet(
    Purpose id,
    String controller,
    String postalAddress,
    EmailAddress contactAddress,
    EmailAddress sender,
    String senderName,
    String listId,
    URI policyUrl,
    String jurisdiction,
    String storageCountry,
    Map<Language, Text> texts) {

  public PurposeSheet {
    texts = Map.copyOf(texts);
  }

  /**
   * @param name "La lettre du matin"
   * @param description what comes and how often
   * @param consent the sentence beside the box
   * @param notice what the person is told about the data (GDPR art. 13)
   */
  public record Text(String name, String description, String consent, Notice notice) {}

  /** What the law wants said at collection (A27). */
  public record Notice(
      String why,
      String basis,
      String withdrawal,
      String recipients,
      String transfers,
      String retention,
      String rights,
      String complaint) {}

  /** One line of the notice: "De quel droit", "Votre consentement…". */
  public record Line(String label, String text) {}

  public Text text(Language language) {
    return Objects.requireNonNull(texts.get(language), "the sheet is complete");
  }

  /** The notice as pages show it and the ledger keeps it: the same lines in the same order (A10). */
  public List<Line> noticeLines(Language language) {
    Notice notice = text(language).notice();
    return switch (language) {
      case FR ->
        List.of(
            new Line("Responsable", responsible()),
            new Line("Pourquoi", notice.why()),
            new Line("De quel droit", notice.basis()),
            new Line("Retrait", notice.withdrawal()),
            new Line("Qui les voit", notice.recipients()),
            new Line("Hors d’Europe", notice.transfers()),
            new Line("Combien de temps", notice.retention()),
            new Line("Vos droits", notice.rights()),
            new Line("Réclamation", notice.complaint()));
      case EN ->
        List.of(
            new Line("Who is responsible", responsible()),
            new Line("Why", notice.why()),
            new Line("By what right", notice.basis()),
            new Line("Withdrawal", notice.withdrawal()),
            new Line("Who sees it", notice.recipients()),
            new Line("Outside Europe", notice.transfers()),
            new Line("How long", notice.retention()),
            new Line("Your rights", notice.rights()),
            new Line("Complaints", notice.complaint()));
    };
  }

  private String responsible() {
    return controller + ", " + postalAddress;
  }
}
