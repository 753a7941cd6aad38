package io.reveil.report.audit;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Language;

/** A sentence in both languages. */
@Serdeable
record Said(String fr, String en) {
  String in(Language language) {
    return switch (language) {
      case FR -> fr;
      case EN -> en;
    };
  }
}
