package io.reveil.content;

import io.reveil.kernel.Fault;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;

/** The header lines of one mail. No value can end its line: CR, LF, NUL and other control signs refuse the mail. */
final class Headers {
  private static final int LONGEST_LINE = 998;

  private final StringBuilder lines = new StringBuilder(1_500);

  /**
   * Adds a line, folded where it is long and has blanks; the value is encoded already. Only what we fold ourselves is
   * folded: a value that brings line breaks is refused, though each is followed by a blank (RFC 5322 §2.2).
   */
  Headers add(String name, String value) {
    refuseControls(name, value);
    String line = name + ": " + MimeUtility.fold(name.length() + 2, value);
    for (String part : line.split("\r\n", -1)) {
      if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE) {
        throw refuse(name, "is longer than a line of a mail may be");
      }
    }
    lines.append(line).append("\r\n");
    return this;
  }

  String text() {
    return lines.toString();
  }

  /** Free text: as it is if ASCII, else in encoded words (RFC 2047). */
  static String words(String header, String raw) {
    refuseControls(header, raw);
    try {
      return MimeUtility.encodeText(raw, "UTF-8", null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has UTF-8", e);
    }
  }

  /** A name before an address or a list's id: quoted if ASCII, else in encoded words (RFC 2047 §5). */
  static String phrase(String header, String raw) {
    refuseControls(header, raw);
    boolean ascii = raw.chars().allMatch(c -> c < 0x7F);
    if (ascii) {
      return '"' + raw.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
    try {
      return MimeUtility.encodeWord(raw, "UTF-8", null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("every JDK has UTF-8", e);
    }
  }

  /** What stands between angle brackets: visible ASCII, and no bracket. */
  static String bare(String header, String raw) {
    if (raw.isEmpty() || !raw.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '<' && c != '>')) {
      throw refuse(header, "holds a sign that may not stand between its brackets");
    }
    return raw;
  }

  private static void refuseControls(String header, String value) {
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7F)) {
      throw refuse(header, "holds a control sign, so the mail is refused");
    }
  }

  private static Fault refuse(String header, String why) {
    return Fault.invalid(header, "The header " + header + " " + why + ".");
  }
}
