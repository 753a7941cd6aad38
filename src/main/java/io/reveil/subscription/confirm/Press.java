package io.reveil.subscription.confirm;

import java.time.Instant;

/**
 * The button of a confirm page, pressed.
 *
 * @param shownAt when the page left, as its nonce says (C2)
 * @param network where the press came from; counted and forgotten, never stored
 * @param answered whether the page was the one that asks a question, and the answer was yes
 */
record Press(Instant shownAt, String network, boolean answered) {}
