package io.reveil.subscription.press;

import io.reveil.consent.ledger.Circumstances;
import java.time.Duration;

/**
 * Tells a press that looks like that of a mail host's sandbox, which opens the pages of all its recipients and submits
 * what it finds. Neither haste alone is one, nor many recipients alone, and the network is no reason at all (C7): who is
 * slow, or quick among few, is asked nothing.
 *
 * @param crowd so many other recipients of the host that pressed at once as well
 */
record Sandbox(int crowd) {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  static boolean isAtOnce(Duration pageToPress) {
    return pageToPress.compareTo(AT_ONCE) <= 0;
  }

  boolean resembles(Circumstances seen) {
    return !seen.askedTwice()
        && isAtOnce(seen.pageToPress())
        && seen.others().atOnceOfHost() >= crowd;
  }
}
