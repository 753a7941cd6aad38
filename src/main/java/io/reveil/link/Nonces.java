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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Form nonces, which nobody stores: key id, moment of issue, and a tag over both and the token whose page they stand in
 * (C2). A robot that posts every address it finds has none.
 */
final class Nonces {
  private static final Duration AGE = Duration.ofHours(1);
  private static final int STAMP = 1 + Integer.BYTES;
  private static final int LENGTH = STAMP + Hmac.LENGTH;

  private final KeyRing ring;
  private final Map<Integer, byte[]> keys = new ConcurrentHashMap<>();

  Nonces(KeyRing ring) {
    this.ring = ring;
  }

  String issue(String token, Instant now) {
    int newest = ring.newest();
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
    if (bytes.length != LENGTH || !isGood(Byte.toUnsignedInt(bytes[0]))) {
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

  private boolean isGood(int keyId) {
    return ring.has(keyId) && !ring.isRevoked(keyId);
  }

  private byte[] tag(int keyId, byte[] stamp, String token) {
    return Hmac.tag(key(keyId), stamp, token.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] key(int keyId) {
    return keys.computeIfAbsent(
        keyId, id -> Hmac.derive(requireNonNull(ring.keys().get(id)), "reveil/nonce/v1"));
  }
}
