package io.reveil.tracking.figures;

import io.reveil.kernel.Fault;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in the order of hits: where a page of them ended. */
record Mark(Instant at, long contact, long hit) {
  static final Mark START = new Mark(Instant.EPOCH, 0, 0);

  private static final Pattern WRITTEN = Pattern.compile("([^~]+)~(\\d{1,18})~(\\d{1,18})");

  static Mark read(String text) {
    Matcher parts = WRITTEN.matcher(text);
    if (parts.matches()) {
      try {
        return new Mark(
            Instant.parse(parts.group(1)),
            Long.parseLong(parts.group(2)),
            Long.parseLong(parts.group(3)));
      } catch (DateTimeException _) {
        throw unread();
      }
    }
    throw unread();
  }

  private static Fault unread() {
    return Fault.invalid("after", "Send “after” as the last hit of the page before has it.");
  }

  @Override
  public String toString() {
    return at + "~" + contact + "~" + hit;
  }
}
