package io.reveil.consent.canonical;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * JSON that has one spelling only (RFC 8785), so that its hash means something: for objects, strings and whole numbers,
 * which is all that the ledger writes.
 */
public final class CanonicalJson {
  /** Beyond it a JSON reader may round (RFC 8785 §3.2.2.3); larger numbers are written as strings. */
  private static final long LARGEST = (1L << 53) - 1;

  private CanonicalJson() {}

  public static byte[] bytes(Map<String, Object> object) {
    StringBuilder text = new StringBuilder(512);
    write(text, object);
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "half a surrogate pair has no UTF-8 (RFC 8785 §3.2.2.2)", e);
    }
  }

  private static void write(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> object -> writeObject(text, object);
      case String string -> writeString(text, string);
      case Integer number -> text.append(number.intValue());
      case Long number when Math.abs(number) <= LARGEST -> text.append(number.longValue());
      default ->
        throw new IllegalArgumentException(value.getClass() + " has no canonical form here");
    }
  }

  /** Members in the order of their names' UTF-16 units, which is Java's own order (RFC 8785 §3.2.3). */
  private static void writeObject(StringBuilder text, Map<?, ?> object) {
    TreeMap<String, Object> sorted = new TreeMap<>();
    object.forEach((name, value) -> sorted.put((String) name, value));
    text.append('{');
    String separator = "";
    for (Map.Entry<String, Object> member : sorted.entrySet()) {
      text.append(separator);
      writeString(text, member.getKey());
      text.append(':');
      write(text, member.getValue());
      separator = ",";
    }
    text.append('}');
  }

  private static void writeString(StringBuilder text, String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\f' -> text.append("\\f");
        case '\r' -> text.append("\\r");
        default -> {
          if (c < ' ') {
            text.append("\\u00")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 0xF, 16));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
