package io.reveil.subscription.form;

import io.reveil.contact.field.FieldType;
import io.reveil.kernel.Language;

/** What is wrong with an answer, and how to put it right, in the person's language. */
sealed interface Mistake {
  record NoAddress() implements Mistake {}

  record NotAnAddress() implements Mistake {}

  record NothingTicked() implements Mistake {}

  record UnknownPurpose() implements Mistake {}

  record TextChanged() implements Mistake {}

  record UnknownField() implements Mistake {}

  record NotOfItsType(FieldType type) implements Mistake {}

  default String sentence(Language language) {
    return switch (language) {
      case FR -> french();
      case EN -> english();
    };
  }

  private String english() {
    return switch (this) {
      case NoAddress _ -> "Write your e-mail address.";
      case NotAnAddress _ -> "This is not a whole address; write it like name@example.org.";
      case NothingTicked _ -> "Tick what you agree to: one box at least.";
      case UnknownPurpose _ -> "This form does not offer that; name only purposes of the form.";
      case TextChanged _ ->
        "The text has changed since you opened this page. Read it, then tick what you agree to.";
      case UnknownField _ -> "This form does not ask for that; leave it out.";
      case NotOfItsType wrong ->
        switch (wrong.type()) {
          case TEXT -> "At most 200 characters, on one line.";
          case NUMBER -> "Write a whole number, like 42.";
          case DATE -> "Write a date like 2026-11-21.";
          case BOOLEAN -> "Write true or false.";
        };
    };
  }

  private String french() {
    return switch (this) {
      case NoAddress _ -> "Écrivez votre adresse e‑mail.";
      case NotAnAddress _ ->
        "Cette adresse n’est pas complète\u202F; écrivez-la comme nom@example.org.";
      case NothingTicked _ -> "Cochez ce que vous acceptez\u00A0: une case au moins.";
      case UnknownPurpose _ -> "Ce formulaire ne propose pas cela\u202F; cochez parmi ses cases.";
      case TextChanged _ ->
        "Le texte a changé depuis que vous avez ouvert cette page. Lisez-le, puis cochez ce que vous acceptez.";
      case UnknownField _ -> "Ce formulaire ne demande pas cela.";
      case NotOfItsType wrong ->
        switch (wrong.type()) {
          case TEXT -> "200 caractères au plus, sur une seule ligne.";
          case NUMBER -> "Écrivez un nombre entier, comme 42.";
          case DATE -> "Écrivez une date comme 2026-11-21.";
          case BOOLEAN -> "Écrivez true ou false.";
        };
    };
  }
}
