package io.reveil.subscription.confirm;

import io.reveil.kernel.Language;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.press.Press;
import java.util.Optional;

/**
 * The button of a confirm page, and what was ticked beside it.
 *
 * @param shownIn the language of the page, where it is not that of the request
 * @param boxes those about measuring, which have nothing to do with the confirmation
 */
record Agreement(Press press, Optional<Language> shownIn, Boxes boxes) {}
