package io.reveil.subscription.confirm;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ends the ban of an address that its holder confirms. The ban spoke of every purpose and the confirmation speaks of some:
 * for all others the opposition stands on, in the ledger (promise 1; GDPR art. 21).
 */
@Singleton
class Lifting {
  private final Suppressions suppressions;
  private final ConsentLedger ledger;
  private final Purposes purposes;
  private final AddressDigests digests;

  Lifting(
      Suppressions suppressions, ConsentLedger ledger, Purposes purposes, AddressDigests digests) {
    this.suppressions = suppressions;
    this.ledger = ledger;
    this.purposes = purposes;
    this.digests = digests;
  }

  /** Until when nothing is sent all the same, since somebody there called a mail of ours spam; empty if that is not so. */
  Optional<Instant> silentUntil(EmailAddress address) {
    return suppressions.silentUntil(digests.of(address));
  }

  /** Before the grants, and in their transaction. */
  void lift(Request request, EmailAddress address) {
    DigestTrail banned = digests.of(address);
    suppressions.opposition(banned).ifPresent(opposition -> {
      Set<ConsentKey> wanted = request.purposes().stream()
          .map(asked -> purposes.key(request.contact(), asked.purpose()))
          .collect(Collectors.toSet());
      ledger.withdrawOthers(
          request.contact(),
          wanted,
          new Objection.Opposed(opposition.since(), opposition.source()));
    });
    suppressions.lift(banned);
  }
}
