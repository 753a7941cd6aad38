package io.reveil.campaign.definition;

import io.reveil.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that decides who is held out: drawn once, when a campaign is first applied, and kept over its versions
 * (F7). The draw looks at nothing but the campaign's name and the contact's random bucket, so it is the same after a
 * restart and a re-import, and a larger share keeps those of the smaller.
 */
public final class Seed {
  private static final int BYTES = 32;
  private static final double UNIT = 0x1p-53;

  private final byte[] secret;
  private final byte[] campaign;

  Seed(byte[] secret, String campaign) {
    this.secret = secret.clone();
    this.campaign = (campaign + "|").getBytes(StandardCharsets.UTF_8);
  }

  static byte[] draw() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return secret;
  }

  public boolean holdsOut(long bucket, double share) {
    return place(bucket) < share;
  }

  /** Where the contact stands between 0 and 1: evenly spread, whatever the buckets are. */
  private double place(long bucket) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      mac.update(campaign);
      mac.update(ByteBuffer.allocate(Long.BYTES).putLong(bucket).array());
      return (ByteBuffer.wrap(mac.doFinal()).getLong() >>> 11) * UNIT;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HmacSHA256", e);
    }
  }

  /** One digest for a set of people held out, whatever the order they were found in. */
  public static String digest(long[] buckets) {
    long[] sorted = buckets.clone();
    Arrays.sort(sorted);
    ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Long.BYTES);
    bytes.asLongBuffer().put(sorted);
    return HexFormat.of().formatHex(Sha256.of(bytes.array()));
  }
}
