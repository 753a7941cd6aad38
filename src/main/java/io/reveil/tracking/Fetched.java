package io.reveil.tracking;

import io.reveil.link.HitLink;
import io.reveil.link.SentMail;
import java.time.Instant;
import java.util.Optional;

/**
 * A link or an image that was asked for, as it came in.
 *
 * @param receipt the same again is the same
 */
record Fetched(
    long receipt,
    HitKind kind,
    HitLink of,
    Hit.Means means,
    Instant at,
    String network,
    Optional<String> agent) {

  /** The mail it is of, where it is one person's. */
  Optional<SentMail> mail() {
    return switch (of) {
      case HitLink.OfPerson person -> Optional.of(person.mail());
      case HitLink.DayOfPerson day -> Optional.of(day.mail());
      case HitLink.OfWave _ -> Optional.empty();
    };
  }

  Hit hit(HitLink.OfPerson person) {
    return new Hit(
        person.mail().contact(),
        receipt,
        person.mail().messageId(),
        kind,
        person.link(),
        means,
        at,
        Optional.of(network),
        agent);
  }
}
