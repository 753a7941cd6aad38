package io.reveil.key;

import io.reveil.kernel.AddressDigest;
import io.reveil.kernel.EmailAddress;
import jakarta.inject.Singleton;

/** Makes address digests with the peppers of the key file, nested so that rotation works for erased people too (D7). */
@Singleton
public final class AddressDigests {
  AddressDigests() {}

  /** The digest of an address under all peppers: HMAC(newest, … HMAC(oldest, key of the address)). */
  public AddressDigest of(EmailAddress address) {
    throw new UnsupportedOperationException();
  }

  /** The digest of an older pepper, as it is under the newest. */
  public AddressDigest current(AddressDigest digest) {
    throw new UnsupportedOperationException();
  }
}
