package io.reveil.tracking;

import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.util.Optional;

/**
 * A raw hit of somebody who agreed to be measured.
 *
 * @param id the receipt: the same again is the same hit
 * @param linkId the link of the template version; 0 for an open
 * @param network a /24 of IPv4 or a /48 of IPv6; after 30 days its keyed digest (C9)
 * @param agent how the program calls itself; after 90 days its family (C9)
 */
public record Hit(
    ContactId contact,
    long id,
    long messageId,
    HitKind kind,
    long linkId,
    Means means,
    Instant at,
    Optional<String> network,
    Optional<String> agent) {

  /** How it was asked for. All but GET is never a person (C3). */
  public enum Means {
    GET,
    HEAD,
    PREFETCH
  }
}
