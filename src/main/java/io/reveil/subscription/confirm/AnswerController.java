package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Presses;
import io.reveil.web.Public;

/**
 * The question that a press like a sandbox's is answered with. Whoever submits the form as it stands chooses nothing,
 * and nothing happens. Never bounded, since one of the answers is a withdrawal (C10).
 */
@Public(bounded = false)
@Controller("/c")
@Produces(MediaType.ALL)
class AnswerController {
  private final ConfirmLinks confirmLinks;
  private final Confirmations confirmations;
  private final Denials denials;
  private final Presses presses;
  private final ConfirmPages pages;

  AnswerController(
      ConfirmLinks confirmLinks,
      Confirmations confirmations,
      Denials denials,
      Presses presses,
      ConfirmPages pages) {
    this.confirmLinks = confirmLinks;
    this.confirmations = confirmations;
    this.denials = denials;
    this.presses = presses;
    this.pages = pages;
  }

  /** Yes needs the nonce of the question (C2); no needs nothing, as everywhere (C10). */
  @Post("/{token}/answer")
  @Consumes(MediaType.ALL)
  HttpResponse<String> answer(String token, HttpRequest<?> request) {
    Posted posted = Posted.of(request);
    return switch (posted.text("answer")) {
      case "mine" -> pages.of(mine(token, posted, request), token, request);
      case "not-mine" -> denials.answer(token, request);
      default -> pages.of(unanswered(confirmLinks.look(token)), token, request);
    };
  }

  private Confirmation mine(String token, Posted posted, HttpRequest<?> request) {
    return presses
        .answered(token, posted.text("nonce"), request)
        .map(press -> confirmations.confirm(
            token, new Confirmations.Agreement(press, Tongue.asked(request), new Boxes(posted))))
        .orElseGet(() -> confirmLinks.look(token));
  }

  private static Confirmation unanswered(Confirmation found) {
    return found instanceof Confirmation.Waiting waiting
        ? new Confirmation.Questioned(waiting.request(), waiting.contact(), true)
        : found;
  }
}
