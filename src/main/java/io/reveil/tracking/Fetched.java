package io.reveil.tracking;

import io.reveil.link.HitLink;
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
