package io.reveil.subscription.form;

import io.micronaut.context.annotation.Context;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.content.EmailTemplates;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Rehearsing;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.subscription.request.DoiLetters;
import java.util.List;
import java.util.Optional;

/**
 * Writes the mails about requests to nobody when the server starts, so that a template that cannot be written, or that does
 * not say who sends it, is refused by name before anybody waits for its mail (A19, B23).
 */
@Context
class DoiRehearsal {
  private final EmailTemplates templates;
  private final Rehearsing rehearsing;
  private final DoiLetters letters;

  DoiRehearsal(
      Purposes purposes, EmailTemplates templates, Rehearsing rehearsing, DoiLetters letters) {
    this.templates = templates;
    this.rehearsing = rehearsing;
    this.letters = letters;
    purposes.all().stream()
        .map(PurposeSheet::controller)
        .distinct()
        .forEach(controller -> play(purposes.all().stream()
            .filter(sheet -> sheet.controller().equals(controller))
            .toList()));
  }

  /** @throws Fault that names the template, the language and what is wrong */
  private void play(List<PurposeSheet> sheets) {
    for (String template : DoiLetters.TEMPLATES) {
      for (Language language : Language.values()) {
        play(template, language, sheets);
      }
    }
  }

  private void play(String template, Language language, List<PurposeSheet> sheets) {
    Controller controller = sheets.getFirst().controller();
    Letters.Letter letter = new Letters.Letter(
        letters.sample(language, sheets),
        Optional.empty(),
        controller.sender().address(),
        controller.sender().name(),
        Optional.of(controller.contactAddress()),
        Optional.empty(),
        Measure.OFF,
        List.of());
    rehearsing.refusal(templates.current(template), language, letter).ifPresent(why -> {
      throw Fault.invalid(
          template,
          "templates/email/%s cannot be written (%s): %s".formatted(template, language.tag(), why));
    });
  }
}
