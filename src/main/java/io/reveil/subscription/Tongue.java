package io.reveil.subscription;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.reveil.kernel.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which language a page speaks: the one asked for, else the browser's, else the person's or the form's. */
final class Tongue {
  private static final int LONGEST_HEADER = 200;

  private Tongue() {}

  static Language of(HttpRequest<?> request, Language otherwise) {
    return Optional.ofNullable(request.getParameters().get("lang"))
        .flatMap(Language::of)
        .or(() -> ofBrowser(request))
        .orElse(otherwise);
  }

  private static Optional<Language> ofBrowser(HttpRequest<?> request) {
    String accepted = request.getHeaders().get(HttpHeaders.ACCEPT_LANGUAGE);
    if (accepted == null || accepted.length() > LONGEST_HEADER) {
      return Optional.empty();
    }
    return ranges(accepted).stream()
        .map(range -> Language.of(range.getRange()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<Locale.LanguageRange> ranges(String accepted) {
    try {
      return Locale.LanguageRange.parse(accepted);
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }
}
