package io.reveil.kernel;

import java.util.Locale;
import java.util.Optional;

/** A language Réveil speaks to people. */
public enum Language {
  FR(Locale.FRANCE),
  EN(Locale.UK);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** The two letters of its pages, templates and columns: {@code fr}, {@code en}. */
  public String tag() {
    return locale.getLanguage();
  }

  public Locale locale() {
    return locale;
  }

  /** Reads {@code fr}, {@code FR}, {@code fr-BE}; empty for anything else. */
  public static Optional<Language> of(String tag) {
    String language = Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage();
    for (Language known : values()) {
      if (known.tag().equals(language)) {
        return Optional.of(known);
      }
    }
    return Optional.empty();
  }
}
