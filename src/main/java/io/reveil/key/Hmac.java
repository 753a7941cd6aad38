package io.reveil.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/** HMAC-SHA-256 cut to 128 bits (RFC 2104 §5), and keys derived with it (RFC 5869). */
public final class Hmac {
  private static final int KEY_LENGTH = 32;

  private Hmac() {}

  /** The tag of all parts, one after the other; a key that tags often is better kept as a {@link TagKey}. */
  public static byte[] tag(byte[] key, byte[]... parts) {
    return new TagKey(key).tag(parts);
  }

  /** A key of its own for one use of a key, by HKDF without salt; the use is the info. */
  public static byte[] derive(byte[] key, String use) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveData(HKDFParameterSpec.ofExtract()
              .addIKM(key)
              .thenExpand(use.getBytes(StandardCharsets.US_ASCII), KEY_LENGTH));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK 25 has HKDF", e);
    }
  }
}
