package io.reveil.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 cut to 128 bits (RFC 2104 §5), and keys derived with it (RFC 5869). */
public final class Hmac {
  /** The length of a tag in bytes: half of the hash, as RFC 2104 §5 asks at least. */
  public static final int LENGTH = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_LENGTH = 32;

  private Hmac() {}

  /** The tag of all parts, one after the other. */
  public static byte[] tag(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return Arrays.copyOf(mac.doFinal(), LENGTH);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
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
