package io.reveil.delivery;

import io.reveil.content.Composer;
import io.reveil.content.Envelope;
import io.reveil.content.Measured;
import io.reveil.content.TemplateRef;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Writes letters to nobody, so that one that cannot be written is refused before anybody waits for its mail (B23). */
@Singleton
public final class Rehearsing {
  private static final String NOWHERE = "https://rehearsal.invalid/";
  private static final EmailAddress NOBODY =
      EmailAddress.parse("nobody@rehearsal.invalid").orElseThrow();

  private final Composer composer;
  private final Clock clock;

  Rehearsing(Composer composer, Clock clock) {
    this.composer = composer;
    this.clock = clock;
  }

  /** Why the letter cannot be written; empty if it can. */
  public Optional<String> refusal(TemplateRef template, Language language, Letters.Letter letter) {
    Map<String, Object> model = new HashMap<>(letter.model());
    model.put("lang", language.tag());
    model.put("measure", letter.measure().said());
    Map<String, String> links = links(letter);
    Optional<Measured> measured = measured(letter);
    measured.ifPresent(by -> links.put("unmeasure", by.refusal()));
    model.put("links", links);
    try {
      composer.compose(template, language, model, envelope(letter), measured, letter.owed());
      return Optional.empty();
    } catch (Fault | IllegalStateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, String> links(Letters.Letter letter) {
    return new HashMap<>(
        letter.listed().isPresent()
            ? Map.of(
                "unsubscribe", NOWHERE + "u", "stay", NOWHERE + "s", "preferences", NOWHERE + "p")
            : Map.of("confirm", NOWHERE + "c"));
  }

  private static Optional<Measured> measured(Letters.Letter letter) {
    return letter.measure().isOff()
        ? Optional.empty()
        : Optional.of(new Measured(Map.of(), Optional.of(NOWHERE + "o"), NOWHERE + "m"));
  }

  private Envelope envelope(Letters.Letter letter) {
    return new Envelope(
        letter.from(),
        letter.fromName(),
        NOBODY,
        letter.replyTo(),
        "rehearsal@rehearsal.invalid",
        clock.instant(),
        letter
            .listed()
            .map(listed ->
                new Envelope.Listing(listed.label(), listed.listId(), URI.create(NOWHERE + "u"))));
  }
}
