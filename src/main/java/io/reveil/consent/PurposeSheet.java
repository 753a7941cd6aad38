package io.reveil.consent;

import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import java.net.URI;
import java.util.Map;

/**
 * A purpose as {@code config/purposes.yml} declares it.
 *
 * @param controller who is responsible: shown on every page and in every mail (A19)
 * @param sender the From address of its marketing mail, and its Reply-To
 * @param listId its List-Id, stable over waves (B12)
 * @param texts what people read, per language
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
    Map<Language, Text> texts) {

  /**
   * @param name "La lettre du matin"
   * @param description what comes and how often
   * @param consent the sentence beside the box
   */
  public record Text(String name, String description, String consent) {}

  public Text text(Language language) {
    return texts.getOrDefault(language, texts.values().iterator().next());
  }
}
