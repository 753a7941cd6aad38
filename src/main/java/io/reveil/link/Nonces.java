package io.reveil.link;

import static java.util.Objects.requireNonNull;

import io.reveil.key.Hmac;
import io.reveil.key.KeyRing;
import io.reveil.key.TagKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Form nonces, which nobody stores: key id, moment of issue, and a tag over both and the token whose page they stand in
 * (C2). A robot that posts every address it finds has none.
 */
final class Nonces {
  private static final Duration AGE = Duration.ofHours(1);
  private static final int STAMP = 1 + Long.BYTES;
  private static final int LENGTH = STAMP + TagKey.LENGTH;

  private final KeyRing ring;
  private final Map<Integer, byte[]> keys = new ConcurrentHashMap<>();

  Nonces(KeyRing ring) {
    this.ring = ring;
  }

  String issue(String token, Instant now) {
    int signing = ring.signing();
    byte[] stamp = ByteBuffer.allocate(STAMP)
        .put((byte) signing)
        .putLong(now.toEpochMilli())
        .array();
    byte[] nonce =
        ByteBuffer.allocate(LENGTH).put(stamp).put(tag(signing, stamp, token)).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
  }

  /** When it was issued, to the millisecond; empty unless it is one of this token, and an hour old at most. */
  Optional<Instant> issued(String token, String nonce, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
    if (bytes.length != LENGTH || !isGood(Byte.toUnsignedInt(bytes[0]))) {
      return Optional.empty();
    }
    byte[] stamp = Arrays.copyOf(bytes, STAMP);
    byte[] tag = Arrays.copyOfRange(bytes, STAMP, LENGTH);
    if (!MessageDigest.isEqual(tag(Byte.toUnsignedInt(stamp[0]), stamp, token), tag)) {
      return Optional.empty();
    }
    return Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(stamp).getLong(1)))
        .filter(issued -> !now.isAfter(issued.plus(AGE)));
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
