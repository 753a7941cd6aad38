package io.reveil.campaign.letter;

import io.reveil.consent.wording.PurposeSheet;
import io.reveil.contact.Provenance;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says where an address came from that the person did not give us. In every letter and not the first alone, so that
 * nothing has to remember which was the first (GDPR art. 14; A18).
 */
final class Source {
  private Source() {}

  /**
   * Empty where the person gave it, or where nothing is known.
   *
   * @param local what the reader's clock shows (E2)
   */
  static Optional<String> sentence(
      Optional<Provenance> provenance, Language language, Function<Instant, ZonedDateTime> local) {
    return provenance
        .filter(from -> !from.type().isThePerson())
        .map(from -> sentence(
            from.type(),
            from.name().orElseThrow(),
            Words.date(local.apply(from.at().orElseThrow()).toLocalDate(), language),
            language));
  }

  /** What such a letter owes: the source, and where to read the rest of what article 14 wants told. */
  static List<String> owed(Optional<String> source, PurposeSheet sheet) {
    return source
        .map(sentence -> List.of(sentence, sheet.controller().policyUrl().toString()))
        .orElse(List.of());
  }

  private static String sentence(Provenance.Type type, String name, String day, Language language) {
    boolean isFound = type == Provenance.Type.PUBLIC_WEB;
    return switch (language) {
      case FR ->
        isFound
            ? "Nous avons trouvé votre adresse professionnelle sur %s le %s.".formatted(name, day)
            : "Votre adresse nous a été transmise par %s le %s.".formatted(name, day);
      case EN ->
        isFound
            ? "We found your business address on %s on %s.".formatted(name, day)
            : "%s passed your address on to us on %s.".formatted(name, day);
    };
  }
}
