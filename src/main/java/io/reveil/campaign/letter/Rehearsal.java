package io.reveil.campaign.letter;

import io.reveil.campaign.Definition;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Provenance;
import io.reveil.content.Composer;
import io.reveil.content.EmailTemplates;
import io.reveil.content.Envelope;
import io.reveil.content.Measured;
import io.reveil.content.TemplateRef;
import io.reveil.delivery.Letters;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import io.reveil.web.Words;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
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
  private static final String NOWHERE = "https://rehearsal.invalid/";
  private static final EmailAddress NOBODY =
      EmailAddress.parse("nobody@rehearsal.invalid").orElseThrow();

  private final Purposes purposes;
  private final EmailTemplates templates;
  private final Composer composer;
  private final Clock clock;
  private final Set<Part> played = ConcurrentHashMap.newKeySet();

  Rehearsal(Purposes purposes, EmailTemplates templates, Composer composer, Clock clock) {
    this.purposes = purposes;
    this.templates = templates;
    this.composer = composer;
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
        write(part, sheet, language, model, source);
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

  private void write(
      Part part,
      PurposeSheet sheet,
      Language language,
      Map<String, Object> model,
      Optional<String> source) {
    PurposeSheet.Mailing mailing = sheet.mailing().orElseThrow();
    Letters.Listed listed = Letters.Listed.read(mailing.listId());
    Map<String, Object> whole = new HashMap<>(model);
    whole.put("lang", language.tag());
    whole.put("measure", part.definition().measure().said());
    Map<String, String> links = new HashMap<>(
        Map.of("unsubscribe", NOWHERE + "u", "stay", NOWHERE + "s", "preferences", NOWHERE + "p"));
    Optional<Measured> measured = Optional.of(
            new Measured(Map.of(), Optional.of(NOWHERE + "o"), NOWHERE + "m"))
        .filter(_ -> !part.definition().measure().isOff());
    measured.ifPresent(by -> links.put("unmeasure", by.refusal()));
    whole.put("links", links);
    try {
      composer.compose(
          part.template(),
          language,
          whole,
          new Envelope(
              mailing.sender().address(),
              mailing.sender().name(),
              NOBODY,
              Optional.empty(),
              "rehearsal@rehearsal.invalid",
              clock.instant(),
              Optional.of(new Envelope.Listing(
                  listed.label(), listed.listId(), URI.create(NOWHERE + "u")))),
          measured,
          Source.owed(source, sheet));
    } catch (Fault | IllegalStateException e) {
      String place = "stages[%d]".formatted(part.stage());
      throw Fault.invalid(
          place,
          "%s: the template “%s” cannot be written (%s): %s"
              .formatted(place, part.template().name(), language.tag(), e.getMessage()));
    }
  }
}
