package io.reveil.tracking.judging;

import io.reveil.kernel.Purpose;
import io.reveil.tracking.AgentFamily;
import io.reveil.tracking.Hit;
import io.reveil.tracking.HitKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A hit, and what is known of its mail.
 *
 * @param waveId 0 if it was no wave's
 * @param letter the purpose that its mail was sent for
 * @param deliveredAt when the relay took the mail
 * @param host the domain of the person's address; empty once it is erased
 */
record Fetch(
    Hit hit,
    long waveId,
    Optional<Purpose> letter,
    Optional<Instant> deliveredAt,
    Optional<String> host) {
  Instant at() {
    return hit.at();
  }

  AgentFamily family() {
    return AgentFamily.of(hit.agent());
  }

  /** What settles a mail is written a moment after the relay took it: a hit may be there before. */
  boolean isWithin(Duration time) {
    return deliveredAt.filter(delivered -> at().isBefore(delivered.plus(time))).isPresent();
  }

  /** (C8) */
  boolean isProxied() {
    return hit.kind() == HitKind.OPEN && family().isImageProxy();
  }
}
