package io.reveil.report.count;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Language;

/** A sentence in both languages. */
@Serdeable
public record Said(String fr, String en) {
  public String in(Language language) {
    return switch (language) {
      case FR -> fr;
      case EN -> en;
    };
  }
}
