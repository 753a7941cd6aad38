package io.reveil.consent;

import io.reveil.kernel.AddressDigest;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;

/** Bans on addresses, by digest (A49). Rights, breach and DOI mail asked for by the person pass all but NOT_ME. */
@Singleton
public final class Suppressions {
  Suppressions() {}

  /** Adds a ban; a repetition changes nothing. */
  public void add(AddressDigest address, SuppressionReason reason, String source) {
    throw new UnsupportedOperationException();
  }

  /** Those that must get no marketing and that no import may bring back: OBJECTION, COMPLAINT. One statement. */
  public Set<AddressDigest> opposed(Collection<AddressDigest> addresses) {
    throw new UnsupportedOperationException();
  }

  /** Whether DOI mail to this address is blocked (NOT_ME within its 180 days). */
  public boolean blocksDoi(AddressDigest address) {
    throw new UnsupportedOperationException();
  }

  /** What a confirmed request of the person lifts: OBJECTION, BOUNCE, NOT_ME, and COMPLAINT after 180 days. */
  public void lift(AddressDigest address) {
    throw new UnsupportedOperationException();
  }
}
