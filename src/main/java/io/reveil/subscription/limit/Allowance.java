package io.reveil.subscription.limit;

import io.reveil.consent.suppression.Suppressions;
import io.reveil.contact.ContactState;
import io.reveil.contact.Contacts;
import io.reveil.kernel.DigestTrail;
import io.reveil.kernel.EmailAddress;
import io.reveil.key.AddressDigests;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Whether an address may be asked now, and when its mail may leave (B11, B26). */
@Singleton
public class Allowance {
  private final Clock clock;
  private final Contacts contacts;
  private final AddressDigests digests;
  private final Suppressions suppressions;
  private final DoiSendings sendings;
  private final FormPace pace;

  Allowance(
      Clock clock,
      Contacts contacts,
      AddressDigests digests,
      Suppressions suppressions,
      DoiSendings sendings,
      FormPace pace) {
    this.clock = clock;
    this.contacts = contacts;
    this.digests = digests;
    this.suppressions = suppressions;
    this.sendings = sendings;
    this.pace = pace;
  }

  /**
   * Claims a mail to this address, in the caller's transaction: when it may leave; empty: none may. Whoever's data are
   * frozen gets none, since nobody knows who typed the address (A46; GDPR art. 18). That and the block of "this was not
   * me" come first, as they must not use up a mail; the form last, so that nobody fills its measure with one address; and
   * where the form has no room, the address keeps its mail.
   *
   * @param place the form, or what stands for one
   */
  public Optional<Instant> claim(EmailAddress address, String place) {
    Instant now = clock.instant();
    DigestTrail digest = digests.of(address);
    if (isFrozen(address) || suppressions.blocksDoi(digest) || !sendings.claim(digest, now)) {
      return Optional.empty();
    }
    Optional<Instant> due = pace.take(place, now);
    if (due.isEmpty()) {
      sendings.giveBack(digest, now);
    }
    return due;
  }

  private boolean isFrozen(EmailAddress address) {
    return contacts
        .find(address)
        .filter(owner -> owner.state() == ContactState.RESTRICTED)
        .isPresent();
  }
}
