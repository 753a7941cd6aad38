package io.reveil.kernel;

/** Why a person gets no mail: one closed list, each with its sentence in both languages (promise 4). */
public enum NoMail {
  EVIDENCE_MISSING(
      "A consent or another basis is claimed, but a part of its proof is missing, so it does not count (A14).",
      "Un consentement ou une autre base est annoncé, mais une partie de sa preuve manque : il ne compte pas (A14)."),
  ADDRESS_LEFT(
      "Chose another address since: what allowed writing, other than consent, was shown for the former one (A43).",
      "A changé d’adresse depuis : ce qui permettait d’écrire, hors consentement, valait pour l’ancienne (A43)."),
  NO_BASIS(
      "Nothing allows writing for this purpose.", "Rien ne permet d’écrire pour cette finalité."),
  CONSENT_ONLY(
      "In this person’s country, or while it is unknown, only consent allows it (A16).",
      "Dans le pays de la personne, ou tant qu’il est inconnu, seul le consentement le permet (A16)."),
  NOT_COVERED(
      "Is a customer or a professional, and the campaign does not say in what it concerns them (A15, A16).",
      "Est client ou professionnel, et la campagne ne dit pas en quoi elle les concerne (A15, A16)."),
  NOT_CONFIRMED("Asked, and never confirmed.", "Demandé, jamais confirmé."),
  WITHDRAWN("Withdrew consent.", "Consentement retiré."),
  INVALIDATED(
      "The consent on record, or the other basis, was found not to be valid.",
      "Le consentement enregistré, ou l’autre base, a été reconnu non valable."),
  SUPPRESSED(
      "The address is on the suppression list.", "L’adresse figure sur la liste repoussoir."),
  RESTRICTED("Data frozen at the person’s request.", "Données gelées à la demande de la personne."),
  UNDELIVERABLE("The address does not exist any more.", "L’adresse n’existe plus."),
  NO_ADDRESS("No e-mail address is known.", "Aucune adresse e-mail n’est connue."),
  ALREADY_ENROLLED("Is or was in this campaign already.", "Est ou a déjà été dans cette campagne."),
  OTHER_CAMPAIGN(
      "Another win-back campaign of this purpose is under way.",
      "Une autre campagne de cette finalité est en cours."),
  SUNSET(
      "Did not answer an earlier sequence: no routine mail for this purpose.",
      "N’a pas répondu à une séquence précédente : plus d’envoi courant pour cette finalité."),
  EXITED(
      "Answered or bought since: the sequence is over.",
      "A répondu ou acheté depuis : la séquence est finie."),
  STOPPED("The wave was stopped by hand.", "La vague a été arrêtée à la main."),
  WINDOW_ENDED(
      "Could not be sent before the stage’s time was over.",
      "N’a pu partir avant la fin de l’étape.");

  private final String english;
  private final String french;

  NoMail(String english, String french) {
    this.english = english;
    this.french = french;
  }

  public String sentence(Language language) {
    return switch (language) {
      case EN -> english;
      case FR -> french;
    };
  }
}
