package io.reveil.link;

import static java.util.Objects.requireNonNull;

import io.reveil.key.Hmac;
import io.reveil.key.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.TreeMap;

/**
 * Form nonces, which nobody stores: key id, moment of issue, and a tag over both and the token whose page they stand in
 * (C2). A robot that posts every address it finds has none.
 */
final class Nonces {
  private static final Duration AGE = Duration.ofHours(1);
  private static final int STAMP = 1 + Integer.BYTES;
  private static final int LENGTH = STAMP + Hmac.LENGTH;

  private final int newest;
  private final TreeMap<Integer, byte[]> keys = new TreeMap<>();

  Nonces(KeyRing ring) {
    newest = ring.newest();
    ring.keys().forEach((id, key) -> keys.put(id, Hmac.derive(key, "reveil/nonce/v1")));
  }

  String issue(String token, Instant now) {
    byte[] stamp = ByteBuffer.allocate(STAMP)
        .put((byte) newest)
        .putInt((int) now.getEpochSecond())
        .array();
    byte[] nonce =
        ByteBuffer.allocate(LENGTH).put(stamp).put(tag(newest, stamp, token)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  boolean isOf(String token, String nonce, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException _) {
      return false;
    }
    if (bytes.length != LENGTH || !keys.containsKey(Byte.toUnsignedInt(bytes[0]))) {
      return false;
    }
    ByteBuffer parts = ByteBuffer.wrap(bytes);
    byte[] stamp = new byte[STAMP];
    byte[] tag = new byte[Hmac.LENGTH];
    parts.get(stamp).get(tag);
    if (!MessageDigest.isEqual(tag(Byte.toUnsignedInt(stamp[0]), stamp, token), tag)) {
      return false;
    }
    Instant issued = Instant.ofEpochSecond(Integer.toUnsignedLong(parts.getInt(1)));
    return !now.isAfter(issued.plus(AGE));
  }

  private byte[] tag(int keyId, byte[] stamp, String token) {
    return Hmac.tag(requireNonNull(keys.get(keyId)), stamp, token.getBytes(StandardCharsets.UTF_8));
  }
}
