package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.ledger.Objection;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.web.Public;
import java.util.Optional;

/**
 * "Undo", on the page that answered a press by which it stopped, within the hour: a link alone neither offers that nor brings
 * anybody's mail back (E1). It grants, so
 * that a press like a sandbox's is answered with a question.
 */
@Public(bounded = false)
@Controller("/u")
@Produces(MediaType.ALL)
class UndoController {
  private final Links links;
  private final Leaving leaving;
  private final Withdrawals withdrawals;
  private final Undoable undoable;
  private final Undoing undoing;
  private final Presses presses;
  private final LeavePages pages;
  private final UndoPages undoPages;
  private final Letterhead letterhead;

  UndoController(
      Links links,
      Leaving leaving,
      Withdrawals withdrawals,
      Undoable undoable,
      Undoing undoing,
      Presses presses,
      LeavePages pages,
      UndoPages undoPages,
      Letterhead letterhead) {
    this.links = links;
    this.leaving = leaving;
    this.withdrawals = withdrawals;
    this.undoable = undoable;
    this.undoing = undoing;
    this.presses = presses;
    this.pages = pages;
    this.undoPages = undoPages;
    this.letterhead = letterhead;
  }

  @Post("/{token}/undo")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> undo(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.UNSUBSCRIBE, token)) {
      case Verified.Valid link -> {
        Posted posted = Posted.of(request);
        yield posted.text("answer").equals("stopped")
            ? stop(link, token, request)
            : undo(link, posted, token, request);
      }
      case Verified.Expired _, Verified.Unknown _ ->
        letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  /** "No" to the question is a withdrawal like any other, also where the letters came back meanwhile (B5). */
  private HttpResponse<String> stop(Verified.Valid link, String token, HttpRequest<?> request) {
    Leaving.Scope scope = Leaving.Scope.PURPOSE;
    Objection.Means means = Objection.Means.PAGE;
    return withdrawals.answer(
        () -> pages.stopped(
            LeavePages.Occasion.LEFT, leaving.leave(link, scope, means), link, token, request),
        link,
        scope,
        means,
        request);
  }

  private HttpResponse<String> undo(
      Verified.Valid link, Posted posted, String token, HttpRequest<?> request) {
    Leaving.Reach reach = leaving.look(link.contact(), link.reference());
    return undoable
        .withdrawal(link)
        .map(withdrawal -> undo(reach, link, withdrawal, posted, token, request))
        .orElseGet(() -> refused(reach, link, token, request));
  }

  private HttpResponse<String> undo(
      Leaving.Reach reach,
      Verified.Valid link,
      long withdrawal,
      Posted posted,
      String token,
      HttpRequest<?> request) {
    Language language = pages.language(reach, request);
    String page = pages.undo(reach, token, withdrawal, language);
    String nonce = posted.text("nonce");
    Optional<Press> press = posted.text("answer").equals("back")
        ? presses.answered(page, nonce, request)
        : presses.pressed(page, nonce, request);
    if (press.isEmpty() && presses.isQuestion(page, nonce)) {
      return undoPages.question(reach, link, token, page, true, request);
    }
    Undoing.Outcome outcome = press
        .map(pressed -> undoing.undo(link, withdrawal, language, pressed))
        .orElse(Undoing.Outcome.REFUSED);
    return switch (outcome) {
      case UNDONE -> undoPages.undone(reach, link, token, request);
      case REFUSED -> refused(reach, link, token, request);
      case BARRED -> undoPages.barred(reach, link, token, request);
      case QUESTIONED -> undoPages.question(reach, link, token, page, false, request);
    };
  }

  /** Whoever pressed twice finds it done; anybody else is told that nothing came back, and how it stands. */
  private HttpResponse<String> refused(
      Leaving.Reach reach, Verified.Valid link, String token, HttpRequest<?> request) {
    if (undoable.isUndone(link)) {
      return undoPages.undone(reach, link, token, request);
    }
    return leaving
        .stopped(link)
        .map(left -> pages.stopped(LeavePages.Occasion.NOT_UNDONE, left, link, token, request))
        .orElseGet(() -> pages.ask(LeavePages.Occasion.NOT_UNDONE, reach, link, token, request));
  }
}
