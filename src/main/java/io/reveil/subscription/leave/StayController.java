package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.ledger.Objection;
import io.reveil.contact.Contact;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Posted;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.web.Public;

/** The page of a win-back mail: stay or leave, as two equal answers. GET shows, POST acts (C1). */
@Public(bounded = false)
@Controller("/s")
@Produces(MediaType.ALL)
class StayController {
  private final Links links;
  private final Staying staying;
  private final Leaving leaving;
  private final Withdrawals withdrawals;
  private final LeavePages leavePages;
  private final StayPages pages;
  private final Presses presses;
  private final Mailboxes mailboxes;

  StayController(
      Links links,
      Staying staying,
      Leaving leaving,
      Withdrawals withdrawals,
      LeavePages leavePages,
      StayPages pages,
      Presses presses,
      Mailboxes mailboxes) {
    this.links = links;
    this.staying = staying;
    this.leaving = leaving;
    this.withdrawals = withdrawals;
    this.leavePages = leavePages;
    this.pages = pages;
    this.presses = presses;
    this.mailboxes = mailboxes;
  }

  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.STAY, token)) {
      case Verified.Valid link ->
        staying
            .look(link.contact(), link.reference())
            .map(asked -> mailboxes.wasLeft(link)
                ? pages.late(asked, token, request)
                : pages.ask(asked, link, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Expired expired ->
        staying
            .look(expired.contact(), expired.reference())
            .map(asked -> pages.late(asked, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  /**
   * "Stay" needs the nonce of the page (C2); "leave" needs nothing but the link, however old, since a withdrawal fails
   * open (promise 1), and not even the database.
   */
  @Post("/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> answer(String token, HttpRequest<?> request) {
    Posted posted = Posted.of(request);
    return switch (links.verify(LinkAction.STAY, token)) {
      case Verified.Authentic link
      when posted.text("answer").equals("leave") ->
        withdrawals.answer(
            () -> leave(link, request), link, Leaving.Scope.PURPOSE, Objection.Means.PAGE, request);
      case Verified.Valid link
      when !mailboxes.wasLeft(link) ->
        staying
            .look(link.contact(), link.reference())
            .map(asked -> answer(asked, link, posted, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Authentic _, Verified.Unknown _ -> show(token, request);
    };
  }

  /** The question comes back without an answer as a form that is not filled in. */
  private HttpResponse<String> answer(
      Staying.Asked asked,
      Verified.Valid link,
      Posted posted,
      String token,
      HttpRequest<?> request) {
    String nonce = posted.text("nonce");
    if (!posted.text("answer").equals("stay")) {
      return presses.isQuestion(token, nonce)
          ? pages.question(asked, link, true, token, request)
          : pages.ask(asked, link, token, request);
    }
    return presses
        .pressed(token, nonce, request)
        .or(() -> presses.answered(token, nonce, request))
        .map(press -> stay(asked, link, press, token, request))
        .orElseGet(() -> pages.ask(asked, link, token, request));
  }

  private HttpResponse<String> leave(Verified.Authentic link, HttpRequest<?> request) {
    return leaving
        .look(link.contact(), link.reference())
        .contact()
        .map(contact -> leave(contact, link, request))
        .orElseGet(() -> pages.unknown(request));
  }

  private HttpResponse<String> leave(
      Contact contact, Verified.Authentic link, HttpRequest<?> request) {
    Leaving.Left left = leaving.leave(link, Leaving.Scope.PURPOSE, Objection.Means.PAGE);
    return leavePages.stopped(
        LeavePages.Occasion.LEFT,
        left,
        link,
        contact
            .email()
            .map(address -> links.unsubscribe(contact.id(), link.reference(), address))
            .orElse(""),
        request);
  }

  private HttpResponse<String> stay(
      Staying.Asked asked, Verified.Valid link, Press press, String token, HttpRequest<?> request) {
    return switch (staying.stay(asked, link, press)) {
      case STAYS -> pages.stayed(asked, link, true, token, request);
      case HAD_LEFT -> pages.stayed(asked, link, false, token, request);
      case BARRED -> pages.barred(asked, link, token, request);
      case QUESTIONED -> pages.question(asked, link, false, token, request);
    };
  }
}
