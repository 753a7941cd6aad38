package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Language;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.press.Press;
import jakarta.inject.Singleton;
import java.util.Map;

/** What follows the button that takes a withdrawal back. */
@Singleton
class UndoPages {
  private final LeavePages pages;
  private final Letterhead letterhead;
  private final Links links;

  UndoPages(LeavePages pages, Letterhead letterhead, Links links) {
    this.pages = pages;
    this.letterhead = letterhead;
    this.links = links;
  }

  HttpResponse<String> undone(
      Leaving.Reach reach, Verified.Authentic link, String token, HttpRequest<?> request) {
    Language language = pages.language(reach, request);
    return letterhead.page(
        HttpStatus.OK,
        "undone",
        language,
        reach.purpose(),
        pages.model(reach, link, token, language));
  }

  /** Nothing came back, and what the person can do (A46, A49). */
  HttpResponse<String> barred(
      Leaving.Reach reach, Verified.Authentic link, String token, HttpRequest<?> request) {
    Language language = pages.language(reach, request);
    Map<String, Object> model = pages.model(reach, link, token, language);
    model.put(
        "restricted",
        reach.contact().filter(one -> one.state() == ContactState.RESTRICTED).isPresent());
    return letterhead.page(HttpStatus.OK, "barred", language, reach.purpose(), model);
  }

  /**
   * @param page what its nonces are bound to
   * @param isUnanswered whether the question came back without an answer, which is a mistake as in any form
   */
  HttpResponse<String> question(
      Leaving.Reach reach,
      Verified.Authentic link,
      String token,
      String page,
      boolean isUnanswered,
      HttpRequest<?> request) {
    Language language = pages.language(reach, request);
    Map<String, Object> model = pages.model(reach, link, token, language);
    model.put("action", "/u/" + token + "/undo");
    model.put("nonce", links.nonce(Press.question(page)));
    model.put("unanswered", isUnanswered);
    return letterhead.page(
        isUnanswered ? HttpStatus.BAD_REQUEST : HttpStatus.OK,
        "undo-question",
        language,
        reach.purpose(),
        model);
  }
}
