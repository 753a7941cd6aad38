package io.reveil.delivery.dkim;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import java.util.regex.Pattern;

/** The form in which a mail is signed, so that what relays do to blanks and folds breaks nothing. A byte is a sign here. */
final class Relaxed {
  private static final Pattern BLANKS = Pattern.compile("[ \t]+");

  private Relaxed() {}

  /** One header without its line end: no folds, single blanks, a name in lower case (RFC 6376 §3.4.2). */
  static String header(String name, String value) {
    String unfolded = value.replace("\r\n", "");
    return name.toLowerCase(Locale.ROOT) + ":"
        + BLANKS.matcher(unfolded).replaceAll(" ").strip();
  }

  /** What follows this place: single blanks, none at the end of a line, no empty lines at the end (RFC 6376 §3.4.4). */
  static byte[] body(byte[] mail, int start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(mail.length - start);
    int ends = 0;
    boolean blank = false;
    for (int i = start; i < mail.length; i++) {
      byte sign = mail[i];
      if (sign == '\r' && i + 1 < mail.length && mail[i + 1] == '\n') {
        i++;
        ends++;
        blank = false;
      } else if (sign == ' ' || sign == '\t') {
        blank = true;
      } else {
        for (; ends > 0; ends--) {
          end(out);
        }
        if (blank) {
          out.write(' ');
          blank = false;
        }
        out.write(sign);
      }
    }
    if (out.size() > 0) {
      end(out);
    }
    return out.toByteArray();
  }

  private static void end(ByteArrayOutputStream out) {
    out.write('\r');
    out.write('\n');
  }
}
