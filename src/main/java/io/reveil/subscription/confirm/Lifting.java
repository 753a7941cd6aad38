package io.reveil.subscription.confirm;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.ledger.Objection;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Ends the ban of an address that its holder confirms. The ban spoke of every purpose by every channel and the confirmation
 * speaks of some: for all others the opposition stands on, in the ledger, where no import passes it (promise 1; A49; GDPR
 * art. 21).
 */
@Singleton
class Lifting {
  private final Suppressions suppressions;
  private final ConsentLedger ledger;
  private final Grounds grounds;
  private final AddressDigests digests;

  Lifting(
      Suppressions suppressions, ConsentLedger ledger, Grounds grounds, AddressDigests digests) {
    this.suppressions = suppressions;
    this.ledger = ledger;
    this.grounds = grounds;
    this.digests = digests;
  }

  /** Until when nothing is sent all the same, since somebody there called a mail of ours spam; empty if that is not so. */
  Optional<Instant> silentUntil(EmailAddress address) {
    return suppressions.silentUntil(digests.of(address));
  }

  /** After the grants, and in their transaction: what the person answered just now is not opposed. */
  void lift(Request request, EmailAddress address) {
    DigestTrail banned = digests.of(address);
    suppressions.opposition(banned).ifPresent(opposition -> {
      ledger.withdrawOthers(
          request.contact(),
          grounds.grantedBy(request.contact(), request.id()),
          new Objection.Opposed(opposition.since(), opposition.source()));
    });
    suppressions.lift(banned);
  }
}
