package io.reveil.content;

import java.nio.charset.StandardCharsets;

/** Quoted-printable (RFC 2045 §6.7) of UTF-8 text, with CRLF and lines of at most 76 signs. */
final class QuotedPrintable {
  private static final int LONGEST_LINE = 76;
  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final StringBuilder out;
  private int column;

  private QuotedPrintable(int size) {
    out = new StringBuilder(size);
  }

  static String encode(String text) {
    byte[] bytes = text.replace("\r\n", "\n").replace('\r', '\n').getBytes(StandardCharsets.UTF_8);
    QuotedPrintable encoded = new QuotedPrintable(bytes.length + bytes.length / 4);
    for (int i = 0; i < bytes.length; i++) {
      encoded.add(bytes[i], i + 1 == bytes.length || bytes[i + 1] == '\n');
    }
    return encoded.out.toString();
  }

  private void add(byte sign, boolean endsLine) {
    if (sign == '\n') {
      out.append("\r\n");
      column = 0;
      return;
    }
    boolean blank = sign == ' ' || sign == '\t';
    boolean plain = blank ? !endsLine : sign > ' ' && sign < 0x7F && sign != '=';
    breakBefore(plain ? 1 : 3, endsLine);
    // A dot at the start of a line would have to be doubled for SMTP; some relay forgets to take it
    // back.
    if (plain && !(sign == '.' && column == 0)) {
      out.append((char) sign);
      column++;
    } else {
      out.append('=').append(HEX[(sign >> 4) & 0xF]).append(HEX[sign & 0xF]);
      column += 3;
    }
  }

  /** A soft line break, if the sign does not fit: the last column of a line that goes on belongs to its "=". */
  private void breakBefore(int width, boolean endsLine) {
    if (column + width > (endsLine ? LONGEST_LINE : LONGEST_LINE - 1)) {
      out.append("=\r\n");
      column = 0;
    }
  }
}
