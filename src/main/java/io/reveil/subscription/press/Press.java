package io.reveil.subscription.press;

import java.time.Instant;

/**
 * A button that grants something, pressed on a page of ours of the last hour.
 *
 * @param shownAt when the page left, as its nonce says (C2)
 * @param network where the press came from; counted and forgotten, never stored
 * @param answered whether the page was the one that asks a question, and the answer was yes
 */
public record Press(Instant shownAt, String network, boolean answered) {
  /** What the nonce of the question about a page is bound to: that of its button does not answer it (C2). */
  public static String question(String page) {
    return "question:" + page;
  }
}
