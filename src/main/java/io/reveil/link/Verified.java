package io.reveil.link;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.util.Optional;

/** What a token turned out to be. Only an authentic one may learn that it has expired (D5). */
public sealed interface Verified {
  /** Ours and whole, whatever its age: what only ends something needs no more. */
  sealed interface Authentic extends Verified {
    ContactId contact();

    /** The request or message it came with. */
    long reference();

    /** Of the address written to; in unsubscribe links only. */
    Optional<AddressDigest> digest();

    int keyId();
  }

  /** Within its time. */
  record Valid(ContactId contact, long reference, Optional<AddressDigest> digest, int keyId)
      implements Authentic {}

  /** Its time is over. */
  record Expired(ContactId contact, long reference, int keyId, Instant since) implements Authentic {
    /** Links that name an address never expire (D6). */
    @Override
    public Optional<AddressDigest> digest() {
      return Optional.empty();
    }
  }

  /** Forged, cut, of another action, or of a key that is gone: all look alike. */
  record Unknown() implements Verified {}
}
