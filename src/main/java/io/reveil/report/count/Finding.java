package io.reveil.report.count;

import io.reveil.consent.ConsentState;
import io.reveil.consent.CurrentConsent;
import io.reveil.consent.Grade;
import io.reveil.consent.wording.PurposeKind;
import io.reveil.kernel.Channel;
import io.reveil.kernel.NoMail;
import io.reveil.web.Said;
import java.util.Optional;

/** What an audit finds of one contact, channel and purpose, exactly one each; the most solid first (F12). */
public enum Finding {
  CONFIRMED(
      Kind.PROVEN,
      new Said(
          "A confirmé depuis sa boîte, par double opt-in.",
          "Confirmed from the mailbox, by double opt-in."),
      new Said("Rien : écrire pour cette finalité.", "Nothing: write for this purpose.")),
  CHOSEN(
      Kind.PROVEN,
      new Said(
          "A choisi sur une page ouverte par un lien de sa boîte.",
          "Chose it on a page that a link in the mailbox led to."),
      new Said("Rien : écrire pour cette finalité.", "Nothing: write for this purpose.")),
  DECLARED(
      Kind.PROVEN,
      new Said(
          "Consentement importé avec sa date, sa source et son texte.",
          "A consent brought in with its date, source and text."),
      new Said(
          "Garder l’original de la preuve : un import ne vaut que ce que vaut sa source (A14).",
          "Keep the original of the proof: an import is worth what its source is worth (A14).")),
  CUSTOMER(
      Kind.PROVEN,
      new Said(
          "Coordonnées recueillies lors d’une vente, avec un moyen de refuser (A15).",
          "Details collected at a sale, with a way to refuse (A15)."),
      new Said(
          "N’écrire que pour des produits semblables : la campagne dit lesquels, sous similar_products.",
          "Write about similar products only: the campaign says which, under similar_products.")),
  PROFESSIONAL(
      Kind.PROVEN,
      new Said(
          "Professionnel informé de l’origine de ses coordonnées, avec un moyen de refuser (A16).",
          "A professional told where the address came from, with a way to refuse (A16)."),
      new Said(
          "N’écrire que sur son métier : la campagne dit en quoi, sous profession_relevance.",
          "Write about their trade only: the campaign says in what, under profession_relevance.")),
  CONTRACT(
      Kind.PROVEN,
      new Said(
          "Un contrat ou la loi impose ces messages.",
          "A contract or the law demands these messages."),
      new Said(
          "Rien : ne rien proposer dans ces messages (A53).",
          "Nothing: offer nothing in these messages (A53).")),
  MEASURED(
      Kind.AGREED,
      new Said("A accepté d’être mesuré.", "Agreed to be measured."),
      new Said(
          "Rien : ne mesurer que les lettres auxquelles la personne a droit par ailleurs (A30).",
          "Nothing: measure only letters that the person may be sent anyway (A30).")),
  AGREED(
      Kind.AGREED,
      new Said("A accepté cet usage de ses données.", "Agreed to this use of their data."),
      new Said(
          "Rien : s’en tenir au texte accepté, qui ne permet aucune lettre.",
          "Nothing: keep to the text they agreed to, which allows no letter.")),
  WITHDRAWN(
      Kind.ANSWERED,
      of(NoMail.WITHDRAWN),
      new Said(
          "Rien : seule une nouvelle inscription de la personne y change quelque chose.",
          "Nothing: only a new sign-up of the person changes this.")),
  REFUSED(
      Kind.ANSWERED,
      new Said(
          "A dit que l’inscription ne venait pas d’elle.", "Said that the sign-up was not theirs."),
      new Said(
          "Rien : effacer l’adresse si aucune autre finalité ne la demande.",
          "Nothing: erase the address if no other purpose needs it.")),
  NOT_MEASURED(
      Kind.ANSWERED,
      new Said(
          "N’a pas accepté d’être mesuré : case laissée vide, refus, retrait ou demande sans suite.",
          "Did not agree to be measured: box left empty, refusal, withdrawal, or never confirmed."),
      new Said(
          "Rien : peut se redemander 180 jours après la réponse, pas avant (A36).",
          "Nothing: may be asked again 180 days after the answer, no sooner (A36).")),
  NOT_AGREED(
      Kind.ANSWERED,
      new Said(
          "N’a pas accepté cet usage de ses données : case laissée vide, refus, retrait ou demande sans suite.",
          "Did not agree to this use of their data: box left empty, refusal, withdrawal, or never confirmed."),
      new Said("Rien : ne pas en user ainsi.", "Nothing: do not use them so.")),
  SUPPRESSED(
      Kind.ANSWERED,
      of(NoMail.SUPPRESSED),
      new Said(
          "Rien : l’opposition survit aux imports et aux effacements (A49).",
          "Nothing: the objection outlives imports and erasures (A49).")),
  RESTRICTED(
      Kind.ANSWERED,
      of(NoMail.RESTRICTED),
      new Said(
          "Rien avant la fin du gel : ni écrire, ni purger (A46).",
          "Nothing until the freeze ends: neither write nor purge (A46).")),
  EVIDENCE_MISSING(
      Kind.GAP,
      of(NoMail.EVIDENCE_MISSING),
      new Said(
          "Retrouver date, source et texte dans l’ancien outil, puis réimporter le fichier avec ces colonnes.",
          "Find date, source and text in the old system, then import the file again with these columns.")),
  ADDRESS_LEFT(
      Kind.GAP,
      of(NoMail.ADDRESS_LEFT),
      new Said(
          "Rien sans elle : si la personne achète ou se renseigne avec sa nouvelle adresse, importer cette base-là.",
          "Nothing without them: if the person buys or enquires with the new address, import that basis.")),
  INVALIDATED(
      Kind.GAP,
      of(NoMail.INVALIDATED),
      new Said(
          "Ne pas écrire pour redemander l’accord (A13) : corriger ce qui l’invalidait, puis montrer le formulaire.",
          "Do not write to ask again (A13): mend what made it invalid, then show the form.")),
  CONSENT_ONLY(
      Kind.GAP,
      of(NoMail.CONSENT_ONLY),
      new Said(
          "Renseigner le pays s’il manque ; sinon, montrer le formulaire là où la personne vient d’elle-même.",
          "Fill in the country if it is missing; else show the form where the person comes by themselves.")),
  NO_BASIS(
      Kind.GAP,
      of(NoMail.NO_BASIS),
      new Said(
          "Ne pas écrire pour demander l’accord (A13) : montrer le formulaire là où la personne vient d’elle-même.",
          "Do not write to ask for consent (A13): show the form where the person comes by themselves.")),
  NOT_CONFIRMED(
      Kind.GAP,
      of(NoMail.NOT_CONFIRMED),
      new Said(
          "Ne pas insister : la personne peut se réinscrire quand elle veut.",
          "Do not insist: the person may sign up again at any time.")),
  NO_ADDRESS(
      Kind.GAP,
      of(NoMail.NO_ADDRESS),
      new Said(
          "Demander l’adresse au prochain contact, avec le formulaire.",
          "Ask for the address at the next contact, with the form.")),
  UNDELIVERABLE(
      Kind.GAP,
      of(NoMail.UNDELIVERABLE),
      new Said(
          "Demander la nouvelle adresse au prochain contact : elle se confirme à son tour (A43).",
          "Ask for the new address at the next contact: it is confirmed in its turn (A43).")),
  UNDECLARED(
      Kind.GAP,
      new Said(
          "Un accord ou une autre base reste inscrit pour une finalité qui n’est plus déclarée.",
          "Consent or another basis still stands for a purpose that is not declared any more."),
      new Said(
          "Déclarer de nouveau la finalité dans config/purposes.yml, ou invalider ce qui reste inscrit.",
          "Declare the purpose in config/purposes.yml again, or invalidate what still stands.")),
  OTHER_CHANNEL(
      Kind.GAP,
      new Said(
          "En plus, un accord ou une autre base reste inscrit pour un autre canal que celui que la finalité déclare.",
          "Besides, consent or another basis still stands by another channel than the purpose declares."),
      new Said(
          "Rendre son canal à la finalité dans config/purposes.yml et en déclarer une de plus pour le nouveau, ou invalider ce qui reste inscrit.",
          "Give the purpose its channel back in config/purposes.yml and declare one more for the new one, or invalidate what still stands."));

  /** What an operator has to do with a finding. */
  public enum Kind {
    /** May be written to, with proof. */
    PROVEN,
    /** Agreed, with proof, to what sends nothing: nobody may be written to for it. */
    AGREED,
    /** The person has spoken; nothing is missing. */
    ANSWERED,
    /** Something is missing, and something can be done. */
    GAP
  }

  private final Kind kind;
  private final Said reason;
  private final Said action;

  Finding(Kind kind, Said reason, Said action) {
    this.kind = kind;
    this.reason = reason;
    this.action = action;
  }

  private static Said of(NoMail reason) {
    return Said.of(reason::sentence);
  }

  /** @param objection the gate's own answer: an audit never disagrees with what sending does */
  static Finding of(
      PurposeKind purpose, Optional<NoMail> objection, Optional<CurrentConsent> consent) {
    if (!purpose.sends()) {
      return withoutMail(purpose, objection, consent);
    }
    return objection
        .map(reason -> refused(reason, consent.map(CurrentConsent::state)))
        .orElseGet(() -> proven(consent.orElseThrow()));
  }

  /** Where nothing is sent, it does not matter whether an address takes mail. */
  private static Finding withoutMail(
      PurposeKind purpose, Optional<NoMail> objection, Optional<CurrentConsent> consent) {
    if (objection.equals(Optional.of(NoMail.SUPPRESSED))) {
      return SUPPRESSED;
    }
    if (objection.equals(Optional.of(NoMail.RESTRICTED))) {
      return RESTRICTED;
    }
    Optional<NoMail> gap = consent.flatMap(CurrentConsent::gap);
    if (gap.isPresent()) {
      return refused(gap.get(), Optional.empty());
    }
    boolean agreed = consent.map(CurrentConsent::state).equals(Optional.of(ConsentState.GRANTED));
    if (purpose.isTracking()) {
      return agreed ? MEASURED : NOT_MEASURED;
    }
    return agreed ? AGREED : NOT_AGREED;
  }

  private static Finding proven(CurrentConsent consent) {
    return switch (consent.basis()) {
      case CONSENT -> agreed(consent.grade().orElseThrow(), consent.key().channel());
      case CUSTOMER_SOFT_OPT_IN -> CUSTOMER;
      case PROFESSIONAL_LEGITIMATE_INTEREST -> PROFESSIONAL;
      case TRANSACTIONAL -> CONTRACT;
      case NONE -> throw new IllegalArgumentException("nothing allows what rests on nothing (A9)");
    };
  }

  /** Older entries of the ledger call DOI what was confirmed from a mailbox for another channel, too. */
  private static Finding agreed(Grade grade, Channel channel) {
    return switch (grade) {
      case DOI -> channel == Channel.EMAIL ? CONFIRMED : CHOSEN;
      case PAGE -> CHOSEN;
      case DECLARED -> DECLARED;
    };
  }

  private static Finding refused(NoMail reason, Optional<ConsentState> state) {
    return switch (reason) {
      case SUPPRESSED -> SUPPRESSED;
      case RESTRICTED -> RESTRICTED;
      case NOT_CONFIRMED -> NOT_CONFIRMED;
      case NO_ADDRESS -> NO_ADDRESS;
      case UNDELIVERABLE -> UNDELIVERABLE;
      case WITHDRAWN -> WITHDRAWN;
      case EVIDENCE_MISSING -> EVIDENCE_MISSING;
      case ADDRESS_LEFT -> ADDRESS_LEFT;
      case INVALIDATED -> INVALIDATED;
      case CONSENT_ONLY -> CONSENT_ONLY;
      case NO_BASIS -> state.equals(Optional.of(ConsentState.REFUSED)) ? REFUSED : NO_BASIS;
      case NOT_COVERED, ALREADY_ENROLLED, OTHER_CAMPAIGN, SUNSET, EXITED, STOPPED, WINDOW_ENDED ->
        throw new IllegalArgumentException(reason + " is of a campaign, not of the law");
    };
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same person has another finding for the same purpose, and is counted with that one. */
  public boolean isBeside() {
    return this == OTHER_CHANNEL;
  }

  public Said reason() {
    return reason;
  }

  public Said action() {
    return action;
  }
}
