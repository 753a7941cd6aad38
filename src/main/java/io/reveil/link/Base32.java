package io.reveil.link;

import java.util.Locale;
import java.util.Optional;

/** Letters and digits that survive a change of case (RFC 4648 §6), in lower case and without padding. */
final class Base32 {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int BITS = 5;

  private Base32() {}

  static String encode(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte each : bytes) {
      buffer = (buffer << Byte.SIZE) | Byte.toUnsignedInt(each);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        text.append(ALPHABET.charAt((buffer >> held) & 31));
      }
      buffer &= (1 << held) - 1;
    }
    if (held > 0) {
      text.append(ALPHABET.charAt((buffer << (BITS - held)) & 31));
    }
    return text.toString();
  }

  /** Only the one canonical spelling, in either case: bits to spare are zero. */
  static Optional<byte[]> decode(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    byte[] bytes = new byte[lower.length() * BITS / Byte.SIZE];
    int buffer = 0;
    int held = 0;
    int at = 0;
    for (int i = 0; i < lower.length(); i++) {
      int five = ALPHABET.indexOf(lower.charAt(i));
      if (five < 0) {
        return Optional.empty();
      }
      buffer = (buffer << BITS) | five;
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes[at++] = (byte) (buffer >> held);
        buffer &= (1 << held) - 1;
      }
    }
    return encode(bytes).equals(lower) ? Optional.of(bytes) : Optional.empty();
  }
}
