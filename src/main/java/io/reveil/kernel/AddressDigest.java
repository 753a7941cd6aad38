package io.reveil.kernel;

import java.util.Arrays;

/**
 * An address as suppression and unsubscribe links know it: 128 bits of a keyed digest, and which pepper made it (A49,
 * D6). Still personal data, but useless without the key.
 */
public record AddressDigest(byte[] bytes, int pepperId) {
  public static final int LENGTH = 16;

  public AddressDigest {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an address digest has " + LENGTH + " bytes");
    }
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AddressDigest that
        && pepperId == that.pepperId
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + pepperId;
  }

  @Override
  public String toString() {
    return "<digest>";
  }
}
