package io.reveil.consent;

import io.reveil.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two digests that the proof rests on. */
public final class Digests {
  private static final String HMAC = "HmacSHA256";

  private Digests() {}

  public static byte[] sha256(byte[] content) {
    return Sha256.of(content);
  }

  /**
   * HMAC-SHA-256(salt, name, 0, value): says nothing of the value without the salt, which goes when the person is
   * erased (E9). The name is inside, so that equal values under two names look different.
   */
  public static byte[] commitment(byte[] salt, String name, String value) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(salt, HMAC));
      mac.update(name.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
