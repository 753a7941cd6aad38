package io.reveil.report.audit;

import io.reveil.web.Said;

/** What an audit finds of a field that contacts may have (A4, A5). */
enum FieldFinding {
  USED(
      new Said("Une finalité active s’en sert.", "An active purpose uses it."),
      new Said("Rien.", "Nothing.")),
  UNUSED(
      new Said(
          "Aucune campagne de ses finalités n’a écrit depuis douze mois (A5).",
          "No campaign of its purposes has written for twelve months (A5)."),
      new Said(
          "Le retirer de config/fields.yml, sinon justifier de le garder.",
          "Remove it from config/fields.yml, or justify keeping it.")),
  EMPTY(
      new Said("Personne n’a de valeur.", "Nobody has a value."),
      new Said(
          "L’importer s’il sert, sinon le retirer de config/fields.yml.",
          "Import it if it is of use, else remove it from config/fields.yml.")),
  UNJUSTIFIED(
      new Said(
          "Aucune de ses finalités n’est déclarée dans config/purposes.yml (A4).",
          "None of its purposes is declared in config/purposes.yml (A4)."),
      new Said(
          "Nommer une finalité déclarée, ou retirer le champ.",
          "Name a declared purpose, or remove the field.")),
  UNTOLD(
      new Said(
          "Coordonnées venues d’ailleurs il y a plus d’un mois, et aucune lettre n’en a encore dit la source (A18).",
          "Data that came from elsewhere more than a month ago, and no letter has said so yet (A18)."),
      new Said(
          "Leur écrire maintenant, chaque lettre nomme la source ; sinon les effacer.",
          "Write to them now, each letter names the source; else erase them.")),
  UNTELLABLE(
      new Said(
          "Coordonnées venues d’ailleurs il y a plus d’un mois, jamais dites, et rien ne permet d’écrire à ces personnes : retrait, opposition ou preuve manquante (A18).",
          "Data that came from elsewhere more than a month ago, never told, and nothing allows writing to these people: they withdrew or objected, or proof is missing (A18)."),
      new Said(
          "Ne pas leur écrire pour le dire : les effacer, ou compléter la preuve qui manque.",
          "Do not write to tell them: erase them, or complete the proof that is missing.")),
  UNSOURCED(
      new Said(
          "Rien ne dit d’où viennent ces coordonnées (A17).",
          "Nothing says where these data came from (A17)."),
      new Said(
          "Retrouver d’où elles viennent et réimporter le fichier en le disant, par la colonne source_type ou par --source-type ; sinon les effacer.",
          "Find out where they come from and import the file again saying so, by the column source_type or by --source-type; else erase them.")),
  UNDECLARED(
      new Said(
          "Conservé en base, mais plus rien ne le déclare (A4).",
          "Still held in the database, but nothing declares it any more (A4)."),
      new Said(
          "Le déclarer à nouveau, ou effacer sa colonne de contact_field.",
          "Declare it again, or drop its column from contact_field."));

  private final Said reason;
  private final Said action;

  FieldFinding(Said reason, Said action) {
    this.reason = reason;
    this.action = action;
  }

  Said reason() {
    return reason;
  }

  Said action() {
    return action;
  }
}
