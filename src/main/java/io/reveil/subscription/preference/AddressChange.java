package io.reveil.subscription.preference;

import io.reveil.kernel.Language;

/** What became of a wish to have letters sent elsewhere. */
sealed interface AddressChange {
  /** The owner of the address is asked, unless it may get no mail now, which nobody learns (B27). */
  record Asked() implements AddressChange {}

  /** @param typed as it was, to be put right */
  record Refused(Reason reason, String typed) implements AddressChange {}

  /** Why nothing happened. */
  enum Reason {
    NOT_AN_ADDRESS(
        "This is not a whole address; write it like name@example.org.",
        "Cette adresse n’est pas complète\u202F; écrivez-la comme nom@example.org."),
    SAME(
        "This is the address that we write to today.",
        "C’est l’adresse à laquelle nous écrivons aujourd’hui."),
    STALE(
        "The page lay open for more than an hour. Send it once more.",
        "La page était ouverte depuis plus d’une heure. Envoyez de nouveau."),
    TOO_OFTEN(
        "You named three addresses within a day. Come back tomorrow.",
        "Vous avez donné trois adresses en un jour. Revenez demain."),
    TEXT_CHANGED(
        "What you receive has changed since you opened this page, or its text has. Read it, then send once more.",
        "Ce que vous recevez a changé depuis que vous avez ouvert cette page, ou son texte. Relisez, puis envoyez de nouveau."),
    NOTHING_TO_MOVE(
        "You receive nothing from us that could go elsewhere.",
        "Vous ne recevez rien de nous qui puisse aller ailleurs.");

    private final String english;
    private final String french;

    Reason(String english, String french) {
      this.english = english;
      this.french = french;
    }

    String sentence(Language language) {
      return switch (language) {
        case EN -> english;
        case FR -> french;
      };
    }
  }
}
