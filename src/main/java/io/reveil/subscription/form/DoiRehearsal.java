package io.reveil.subscription.form;

import io.micronaut.context.annotation.Context;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.content.Composer;
import io.reveil.content.EmailTemplates;
import io.reveil.content.Envelope;
import io.reveil.delivery.Measure;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.subscription.request.DoiLetters;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the mails about requests to nobody when the server starts, so that a template that cannot be written, or that does
 * not say who sends it, is refused by name before anybody waits for its mail (A19, B23).
 */
@Context
class DoiRehearsal {
  private static final String NOWHERE = "https://rehearsal.invalid/";
  private static final EmailAddress NOBODY =
      EmailAddress.parse("nobody@rehearsal.invalid").orElseThrow();

  private final EmailTemplates templates;
  private final Composer composer;
  private final DoiLetters letters;
  private final Instant now;

  DoiRehearsal(
      Purposes purposes,
      EmailTemplates templates,
      Composer composer,
      DoiLetters letters,
      Clock clock) {
    this.templates = templates;
    this.composer = composer;
    this.letters = letters;
    this.now = clock.instant();
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
    Map<String, Object> model = letters.sample(language, sheets);
    model.put("lang", language.tag());
    model.put("measure", Measure.OFF.said());
    model.put("links", Map.of("confirm", NOWHERE + "c"));
    Envelope envelope = new Envelope(
        controller.sender().address(),
        controller.sender().name(),
        NOBODY,
        Optional.of(controller.contactAddress()),
        "rehearsal@rehearsal.invalid",
        now,
        Optional.empty());
    try {
      composer.compose(
          templates.current(template), language, model, envelope, Optional.empty(), List.of());
    } catch (Fault | IllegalStateException e) {
      throw Fault.invalid(
          template,
          "templates/email/%s cannot be written (%s): %s"
              .formatted(template, language.tag(), e.getMessage()));
    }
  }
}
