package io.reveil.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two parts of a token as text: {@code base64url(payload).base64url(tag)}, without padding (D1). Only the canonical
 * spelling is read: the last character of a tag has four bits to spare.
 */
record Token(byte[] payload, byte[] tag) {
  static final byte VERSION = 1;
  static final int LONGEST = 71;
  static final int HEADER = 4;

  /** Version, key id, action, mode; the mode is the pepper's id where there is an address digest, else 0. */
  static byte[] header(int keyId, LinkAction action, int mode) {
    return new byte[] {VERSION, (byte) keyId, (byte) action.code(), (byte) mode};
  }

  static Optional<Token> read(String text) {
    int dot = text.indexOf('.');
    if (dot < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] payload = decoded(text.substring(0, dot));
    byte[] tag = decoded(text.substring(dot + 1));
    return payload == null || tag == null || payload.length < HEADER
        ? Optional.empty()
        : Optional.of(new Token(payload, tag));
  }

  private static byte @Nullable [] decoded(String part) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      byte[] canonical = Base64.getUrlEncoder().withoutPadding().encode(bytes);
      return MessageDigest.isEqual(canonical, part.getBytes(StandardCharsets.UTF_8)) ? bytes : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  byte version() {
    return payload[0];
  }

  int keyId() {
    return Byte.toUnsignedInt(payload[1]);
  }

  int mode() {
    return Byte.toUnsignedInt(payload[3]);
  }

  /** What follows the header. */
  ByteBuffer body() {
    return ByteBuffer.wrap(payload, HEADER, payload.length - HEADER).slice();
  }

  String text() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return encoder.encodeToString(payload) + "." + encoder.encodeToString(tag);
  }
}
