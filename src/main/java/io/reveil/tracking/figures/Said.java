package io.reveil.tracking.figures;

import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Language;
import io.reveil.tracking.HitClass;
import io.reveil.tracking.judging.Reason;

/** A sentence in both languages. */
@Serdeable
record Said(String fr, String en) {
  static final Said NOTHING = new Said("", "");

  static Said of(Reason reason) {
    return new Said(reason.in(Language.FR), reason.in(Language.EN));
  }

  static Said of(HitClass hitClass) {
    return new Said(hitClass.in(Language.FR), hitClass.in(Language.EN));
  }

  Said and(Said other) {
    return new Said(fr + other.fr, en + other.en);
  }

  String in(Language language) {
    return switch (language) {
      case FR -> fr;
      case EN -> en;
    };
  }
}
