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
 * "Undo", on the page that said it had stopped, within the hour: a link alone brings nobody's mail back (E1). It grants, so
 * that a press like a sandbox's is answered with a question.
 */
@Public(bounded = false)
@Controller("/u")
@Produces(MediaType.ALL)
class UndoController {
  private final Links links;
  private final Leaving leaving;
  private final Undoable undoable;
  private final Undoing undoing;
  private final Presses presses;
  private final LeavePages pages;
  private final UndoPages undoPages;
  private final Letterhead letterhead;

  UndoController(
      Links links,
      Leaving leaving,
      Undoable undoable,
      Undoing undoing,
      Presses presses,
      LeavePages pages,
      UndoPages undoPages,
      Letterhead letterhead) {
    this.links = links;
    this.leaving = leaving;
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
        Leaving.Reach reach = leaving.look(link.contact(), link.reference());
        yield undoable
            .withdrawal(link)
            .map(withdrawal -> undo(reach, link, withdrawal, token, request))
            .orElseGet(() -> refused(reach, link, token, request));
      }
      case Verified.Expired _, Verified.Unknown _ ->
        letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  private HttpResponse<String> undo(
      Leaving.Reach reach,
      Verified.Valid link,
      long withdrawal,
      String token,
      HttpRequest<?> request) {
    Posted posted = Posted.of(request);
    Language language = pages.language(reach, request);
    String page = pages.undo(reach, token, withdrawal, language);
    String nonce = posted.text("nonce");
    String answer = posted.text("answer");
    if (answer.equals("stopped")) {
      return pages.stopped(
          LeavePages.Occasion.LEFT,
          leaving.leave(link, Leaving.Scope.PURPOSE, Objection.Means.PAGE),
          link,
          token,
          request);
    }
    Optional<Press> press = answer.equals("back")
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
