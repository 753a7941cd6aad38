package io.reveil.consent.permission;

import io.reveil.consent.ConsentKey;
import io.reveil.consent.ledger.Grounds;
import io.reveil.consent.suppression.SuppressionReason;
import io.reveil.consent.suppression.Suppressions;
import io.reveil.consent.wording.Purposes;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;

/** What somebody left stays left when they are erased: as a ban on the address, by which alone an old list is told (A49). */
@Singleton
public final class LastingWithdrawals {
  /** The label of its bans. */
  private static final String ERASED = "erased";

  private final Grounds grounds;
  private final Purposes purposes;
  private final Suppressions suppressions;
  private final AddressDigests digests;

  LastingWithdrawals(
      Grounds grounds, Purposes purposes, Suppressions suppressions, AddressDigests digests) {
    this.grounds = grounds;
    this.purposes = purposes;
    this.suppressions = suppressions;
    this.digests = digests;
  }

  /** Before the person is erased, and in that transaction. Whoever left nothing leaves nothing behind (GDPR art. 17). */
  public void keep(ContactId person, EmailAddress address) {
    if (grounds.withdrawn(person).stream()
        .map(ConsentKey::purpose)
        .anyMatch(purpose -> !purposes.isMeasuring(purpose))) {
      suppressions.add(digests.of(address), SuppressionReason.OBJECTION, ERASED);
    }
  }
}
