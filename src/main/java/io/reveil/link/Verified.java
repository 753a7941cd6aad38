package io.reveil.link;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.ContactId;
import java.time.Instant;
import java.util.Optional;

/** What a token turned out to be. Only an authentic one may learn that it has expired (D5). */
public sealed interface Verified {
  /**
   * An authentic token within its time.
   *
   * @param reference the request or message it came with
   * @param digest of the address written to; in unsubscribe links only
   */
  record Valid(ContactId contact, long reference, Optional<AddressDigest> digest, int keyId)
      implements Verified {}

  /** An authentic token whose time is over. */
  record Expired(ContactId contact, long reference, Instant since) implements Verified {}

  /** Forged, cut, of another action, or of a key that is gone: all look alike. */
  record Unknown() implements Verified {}
}
