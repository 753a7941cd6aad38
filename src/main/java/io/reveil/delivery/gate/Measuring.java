package io.reveil.delivery.gate;

import io.reveil.content.Measured;
import io.reveil.content.TemplateLinks;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Message;
import io.reveil.link.HitLink;
import io.reveil.link.HitTokens;
import io.reveil.link.SentMail;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The links and the image of a mail that is measured. */
@Singleton
class Measuring {
  /** The way from the preferences to the page that ends measuring and nothing else (A34). */
  private static final String REFUSAL = "/measuring";

  private final TemplateLinks links;
  private final HitTokens tokens;

  Measuring(TemplateLinks links, HitTokens tokens) {
    this.links = links;
    this.tokens = tokens;
  }

  /** @param functional the links of the mail that stand on their own; one that has no preferences is not measured (A35) */
  Optional<Measured> of(Ready ready, Map<String, Object> functional) {
    return ready.measure().isOff() || !functional.containsKey("preferences")
        ? Optional.empty()
        : Optional.of(
            new Measured(links(ready), image(ready), functional.get("preferences") + REFUSAL));
  }

  private Map<String, String> links(Ready ready) {
    Message message = ready.message();
    Map<String, String> measured = new LinkedHashMap<>();
    if (ready.measure().links() != Measure.Links.OFF) {
      links
          .of(message.template())
          .forEach((destination, link) -> click(ready, link)
              .ifPresent(of -> measured.put(destination, tokens.url(HitLink.Use.CLICK, of))));
    }
    return measured;
  }

  private static Optional<HitLink> click(Ready ready, long link) {
    Message message = ready.message();
    return switch (ready.measure().links()) {
      case OFF -> Optional.empty();
      case ANONYMOUS -> message.waveId().map(wave -> new HitLink.OfWave(wave, link));
      case IDENTIFIED -> Optional.of(new HitLink.OfPerson(mail(message), link));
    };
  }

  private Optional<String> image(Ready ready) {
    Message message = ready.message();
    Optional<HitLink> open = switch (ready.measure().opens()) {
      case OFF -> Optional.empty();
      case ANONYMOUS -> message.waveId().map(wave -> new HitLink.OfWave(wave, 0));
      case DELIVERABILITY_DATE -> Optional.of(new HitLink.DayOfPerson(mail(message)));
      case IDENTIFIED -> Optional.of(new HitLink.OfPerson(mail(message), 0));
    };
    return open.map(of -> tokens.url(HitLink.Use.OPEN, of));
  }

  private static SentMail mail(Message message) {
    return new SentMail(message.contact(), message.id());
  }
}
