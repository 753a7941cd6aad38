package io.reveil.subscription;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.reveil.kernel.Language;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which language a page speaks. */
public final class Tongue {
  private static final int LONGEST_HEADER = 200;

  private Tongue() {}

  /** To somebody we do not know: the one asked for, else the browser's. */
  public static Language of(HttpRequest<?> request, Language otherwise) {
    return asked(request).or(() -> ofBrowser(request)).orElse(otherwise);
  }

  /** To somebody whose mail led here: the one asked for, else the mail's, whatever the browser prefers. */
  public static Language ofReader(HttpRequest<?> request, Language person) {
    return asked(request).orElse(person);
  }

  /** The one that the page's own link or form names. */
  public static Optional<Language> asked(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get("lang")).flatMap(Language::of);
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
