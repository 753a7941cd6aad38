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
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.web.Public;

/** Unsubscribe, by the mail program's button (RFC 8058) and by hand. */
@Public(bounded = false)
@Controller("/u")
@Produces(MediaType.ALL)
class UnsubscribeController {
  private final Database database;
  private final Links links;
  private final Leaving leaving;
  private final Withdrawals withdrawals;
  private final LeavePages pages;
  private final Letterhead letterhead;

  UnsubscribeController(
      Database database,
      Links links,
      Leaving leaving,
      Withdrawals withdrawals,
      LeavePages pages,
      Letterhead letterhead) {
    this.database = database;
    this.links = links;
    this.leaving = leaving;
    this.withdrawals = withdrawals;
    this.pages = pages;
    this.letterhead = letterhead;
  }

  /** Mail software fetches this by itself: it shows, and changes nothing (RFC 8058; B6). */
  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.UNSUBSCRIBE, token)) {
      case Verified.Valid link -> ask(link, token, request);
      case Verified.Expired _, Verified.Unknown _ ->
        letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  /** Without the database, too, and without waiting for it: the buttons need to know nothing of the person (promise 1). */
  private HttpResponse<String> ask(Verified.Valid link, String token, HttpRequest<?> request) {
    return database.orWithout(
        () -> look(link, token, request), () -> pages.askAnybody(token, request));
  }

  private HttpResponse<String> look(Verified.Valid link, String token, HttpRequest<?> request) {
    return leaving
        .stopped(link)
        .map(left -> pages.stopped(LeavePages.Occasion.LOOKED, left, link, token, request))
        .orElseGet(() -> pages.ask(
            LeavePages.Occasion.LOOKED,
            leaving.look(link.contact(), link.reference()),
            link,
            token,
            request));
  }

  /**
   * Every POST with an authentic token withdraws, whatever its body, media type, cookies or sender (B3, B5), whether the
   * database is there or not (promise 1), and is
   * answered in place, without a redirect (RFC 8058 §3.1; B4).
   */
  @Post("/{token}")
  @Consumes(MediaType.ALL)
  HttpResponse<String> leave(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.UNSUBSCRIBE, token)) {
      case Verified.Valid link -> {
        Posted posted = Posted.of(request);
        Leaving.Scope scope =
            posted.text("scope").equals("all") ? Leaving.Scope.ALL : Leaving.Scope.PURPOSE;
        Objection.Means means =
            posted.mentions("One-Click") ? Objection.Means.ONE_CLICK : Objection.Means.PAGE;
        yield withdrawals.answer(
            () -> pages.stopped(
                LeavePages.Occasion.LEFT, leaving.leave(link, scope, means), link, token, request),
            link,
            scope,
            means,
            request);
      }
      case Verified.Expired _, Verified.Unknown _ ->
        letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }
}
