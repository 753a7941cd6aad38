package io.reveil.tracking;

import io.reveil.kernel.Language;

/** What a hit was judged to be once its settling window was over (C4). */
public enum HitClass {
  /** A program that follows the links of a mail. */
  SCAN,
  /** More like a program than like a person. */
  SUSPECT,
  /** Neither can be told. */
  UNKNOWN,
  HUMAN_LIKELY,
  /** The same person stayed or chose near it. */
  HUMAN_CONFIRMED,
  /** An open that a mail program fetched by itself, before anybody read (C8). */
  MACHINE,
  /** An open that a mailbox provider fetched; whether somebody read, it does not say (C8). */
  PROXIED;

  public String in(Language language) {
    return switch (language) {
      case FR ->
        switch (this) {
          case SCAN -> "Un programme";
          case SUSPECT -> "Plutôt un programme";
          case UNKNOWN -> "On ne sait pas";
          case HUMAN_LIKELY -> "Plutôt une personne";
          case HUMAN_CONFIRMED -> "Une personne";
          case MACHINE -> "Image chargée d’avance";
          case PROXIED -> "Image chargée par un relais";
        };
      case EN ->
        switch (this) {
          case SCAN -> "A program";
          case SUSPECT -> "More likely a program";
          case UNKNOWN -> "Cannot be told";
          case HUMAN_LIKELY -> "Most likely a person";
          case HUMAN_CONFIRMED -> "A person";
          case MACHINE -> "Image fetched in advance";
          case PROXIED -> "Image fetched by a proxy";
        };
    };
  }

  public boolean isHuman() {
    return this == HUMAN_LIKELY || this == HUMAN_CONFIRMED;
  }
}
