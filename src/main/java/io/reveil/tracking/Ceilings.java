package io.reveil.tracking;

import io.reveil.consent.wording.PurposeKind;
import io.reveil.delivery.Measure;
import io.reveil.delivery.Measures;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Purpose;
import io.reveil.link.HitLink;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The lesser of what this installation and the reader allow (A38). By default neither allows anything (A7). */
@Singleton
class Ceilings implements Measures {
  private final Wills wills;
  private final TrackingConfig config;

  Ceilings(Wills wills, TrackingConfig config) {
    this.wills = wills;
    this.config = config;
  }

  @Override
  public Map<Message, Measure> allowed(List<Message> group) {
    Measure ceiling = config.most();
    if (ceiling.isOff()) {
      return Map.of();
    }
    Wills.Recorded recorded = wills.of(
        group.stream().map(Message::contact).toList(),
        group.stream().flatMap(message -> message.purpose().stream()).collect(Collectors.toSet()));
    Map<Message, Measure> allowed = new LinkedHashMap<>();
    for (Message message : group) {
      message
          .purpose()
          .map(letter -> new Measure(
              opens(recorded, message.contact(), letter),
              links(recorded, message.contact(), letter)))
          .ifPresent(most -> allowed.put(message, ceiling.least(most)));
    }
    return allowed;
  }

  /** Whether this installation measures still what stands in a token: it may be of mail from before. */
  boolean reach(Fetched one) {
    return switch (one.of()) {
      case HitLink.OfPerson _ ->
        reach(one.kind(), Measure.Opens.IDENTIFIED, Measure.Links.IDENTIFIED);
      case HitLink.DayOfPerson _ ->
        config.opens().compareTo(Measure.Opens.DELIVERABILITY_DATE) >= 0;
      case HitLink.OfWave _ -> reach(one.kind(), Measure.Opens.ANONYMOUS, Measure.Links.ANONYMOUS);
    };
  }

  private boolean reach(HitKind kind, Measure.Opens opens, Measure.Links links) {
    return switch (kind) {
      case OPEN -> config.opens().compareTo(opens) >= 0;
      case CLICK -> config.links().compareTo(links) >= 0;
    };
  }

  /** Whether the day of an open may be kept (A32). */
  boolean allowDay(Wills.Recorded recorded, ContactId person, Purpose letter) {
    return opens(recorded, person, letter).compareTo(Measure.Opens.DELIVERABILITY_DATE) >= 0;
  }

  private Measure.Opens opens(Wills.Recorded recorded, ContactId person, Purpose letter) {
    return switch (recorded.will(person, letter, PurposeKind.OPEN_TRACKING)) {
      case AGREED -> Measure.Opens.IDENTIFIED;
      case REFUSED -> Measure.Opens.OFF;
      case NOT_ASKED ->
        config.opensWithoutConsent() == Measure.Opens.DELIVERABILITY_DATE
                && !recorded.isWanted(person, letter)
            ? Measure.Opens.OFF
            : config.opensWithoutConsent();
    };
  }

  private Measure.Links links(Wills.Recorded recorded, ContactId person, Purpose letter) {
    return switch (recorded.will(person, letter, PurposeKind.LINK_TRACKING)) {
      case AGREED -> Measure.Links.IDENTIFIED;
      case REFUSED -> Measure.Links.OFF;
      case NOT_ASKED -> config.linksWithoutConsent();
    };
  }
}
