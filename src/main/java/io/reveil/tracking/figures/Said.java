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
    return switch (hitClass) {
      case SCAN -> new Said("Un programme", "A program");
      case SUSPECT -> new Said("Plutôt un programme", "More likely a program");
      case UNKNOWN -> new Said("On ne sait pas", "Cannot be told");
      case HUMAN_LIKELY -> new Said("Plutôt une personne", "Most likely a person");
      case HUMAN_CONFIRMED -> new Said("Une personne", "A person");
      case MACHINE -> new Said("Image chargée d’avance", "Image fetched in advance");
      case PROXIED -> new Said("Image chargée par un relais", "Image fetched by a proxy");
    };
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
