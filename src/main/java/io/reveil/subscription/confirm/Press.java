package io.reveil.subscription.confirm;

import io.reveil.kernel.Language;
import io.reveil.subscription.Boxes;
import java.time.Instant;
import java.util.Optional;

/**
 * The button of a confirm page, pressed.
 *
 * @param shownAt when the page left, as its nonce says (C2)
 * @param network where the press came from; counted and forgotten, never stored
 * @param shownIn the language of the page, where it is not that of the request
 * @param boxes those about measuring, which have nothing to do with the confirmation
 * @param answered whether the page was the one that asks a question, and the answer was yes
 */
record Press(
    Instant shownAt, String network, Optional<Language> shownIn, Boxes boxes, boolean answered) {}
