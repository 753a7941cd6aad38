package io.reveil.campaign.letter;

import io.reveil.campaign.Definition;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Provenance;
import io.reveil.content.EmailTemplates;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.Letters;
import io.reveil.delivery.Rehearsing;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes the mails of a campaign to nobody, in every language, with a first name and without, so that a template that
 * cannot be written is refused before anybody waits for its mail (B23).
 */
@Singleton
public class Rehearsal {
  private final Purposes purposes;
  private final EmailTemplates templates;
  private final Rehearsing rehearsing;
  private final Clock clock;
  private final Set<Part> played = ConcurrentHashMap.newKeySet();

  Rehearsal(Purposes purposes, EmailTemplates templates, Rehearsing rehearsing, Clock clock) {
    this.purposes = purposes;
    this.templates = templates;
    this.rehearsing = rehearsing;
    this.clock = clock;
  }

  /** A template version at a place in a sequence; once written, it can be written again. */
  private record Part(TemplateRef template, Definition definition, int stage) {}

  /**
   * All stages, with their templates as they are now.
   *
   * @throws Fault that names the stage, the template, the language and what is wrong
   */
  public void play(Definition definition) {
    for (int stage = 0; stage < definition.stages().size(); stage++) {
      play(definition, stage, templates.current(definition.stages().get(stage).template()));
    }
  }

  /** One stage with this version of its template. */
  public void play(Definition definition, int stage, TemplateRef template) {
    Part part = new Part(template, definition, stage);
    if (played.contains(part)) {
      return;
    }
    PurposeSheet sheet = purposes
        .find(definition.purpose())
        .filter(found -> found.mailing().isPresent())
        .orElseThrow(() -> Fault.invalid(
            "purpose",
            "The purpose “%s” is not declared in config/purposes.yml as one that sends e-mail."
                .formatted(definition.purpose())));
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (Language language : Language.values()) {
      for (Optional<String> firstName : List.of(Optional.<String>empty(), Optional.of("Zoé"))) {
        Optional<String> source = firstName.flatMap(_ -> elsewhere(language));
        Map<String, Object> model = LetterModel.of(
            sheet,
            language,
            Words.date(today, language),
            source,
            definition.whatFollows(stage, today));
        firstName.ifPresent(name -> model.put("firstName", name));
        write(part, language, WinBackLetters.letter(sheet, model, definition.measure(), source));
      }
    }
    played.add(part);
  }

  /** Every template can say where an address came from, since nobody knows beforehand whom it will meet (A18). */
  private Optional<String> elsewhere(Language language) {
    return Source.sentence(
        Optional.of(new Provenance(
            Provenance.Type.THIRD_PARTY, Optional.of("A & B"), Optional.of(clock.instant()))),
        language,
        at -> at.atZone(ZoneOffset.UTC));
  }

  private void write(Part part, Language language, Letters.Letter letter) {
    rehearsing.refusal(part.template(), language, letter).ifPresent(why -> {
      String place = "stages[%d]".formatted(part.stage());
      throw Fault.invalid(
          place,
          "%s: the template “%s” cannot be written (%s): %s"
              .formatted(place, part.template().name(), language.tag(), why));
    });
  }
}
