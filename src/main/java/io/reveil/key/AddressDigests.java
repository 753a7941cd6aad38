package io.reveil.key;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.EmailAddress;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;

/** Makes address digests with the peppers of the key file, nested so that rotation works for erased people too (D7). */
@Singleton
public final class AddressDigests {
  private final KeyRing peppers;

  AddressDigests(@Named("pepper") KeyRing peppers) {
    this.peppers = peppers;
  }

  /** The digest of an address under all peppers: HMAC(newest, … HMAC(oldest, key of the address)). */
  public AddressDigest of(EmailAddress address) {
    return nested(address.key().getBytes(StandardCharsets.UTF_8), peppers.keys());
  }

  /** The digest of an older pepper, as it is under the newest. */
  public AddressDigest current(AddressDigest digest) {
    if (!peppers.keys().containsKey(digest.pepperId())) {
      throw new IllegalStateException("pepper " + digest.pepperId() + " is not in the key file");
    }
    SortedMap<Integer, byte[]> later = peppers.keys().tailMap(digest.pepperId() + 1);
    return later.isEmpty() ? digest : nested(digest.bytes(), later);
  }

  private AddressDigest nested(byte[] inner, SortedMap<Integer, byte[]> around) {
    byte[] digest = inner;
    for (byte[] pepper : around.values()) {
      digest = Hmac.tag(pepper, digest);
    }
    return new AddressDigest(digest, peppers.newest());
  }
}
