package io.reveil.web;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Language;
import java.util.function.Function;

/** A sentence in both languages. */
@Serdeable
public record Said(String fr, String en) {
  public static final Said NOTHING = new Said("", "");

  public static Said of(Function<Language, String> sentence) {
    return new Said(sentence.apply(Language.FR), sentence.apply(Language.EN));
  }

  public Said and(Said other) {
    return new Said(fr + other.fr, en + other.en);
  }

  public String in(Language language) {
    return switch (language) {
      case FR -> fr;
      case EN -> en;
    };
  }
}
