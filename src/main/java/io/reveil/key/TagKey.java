package io.reveil.key;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key for tags by HMAC-SHA-256 cut to 128 bits (RFC 2104 §5). What is made of the key before the first byte is made once
 * for each thread that tags at the same time, and kept.
 */
public final class TagKey {
  /** The length of a tag in bytes: half of the hash, as RFC 2104 §5 asks at least. */
  public static final int LENGTH = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Queue<Mac> ready = new ConcurrentLinkedQueue<>();

  public TagKey(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /** The tag of all parts, one after the other. */
  public byte[] tag(byte[]... parts) {
    Mac kept = ready.poll();
    Mac mac = kept == null ? made() : kept;
    for (byte[] part : parts) {
      mac.update(part);
    }
    byte[] tag = Arrays.copyOf(mac.doFinal(), LENGTH);
    ready.offer(mac);
    return tag;
  }

  private Mac made() {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
