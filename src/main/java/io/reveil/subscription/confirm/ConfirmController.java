package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.job.Database;
import io.reveil.kernel.Language;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.EvenAnswers;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Presses;
import io.reveil.subscription.request.Renewals;
import io.reveil.subscription.request.Request;
import io.reveil.web.Public;

/** The pages of a confirm link. GET shows, POST acts (C1). */
@Public
@Controller("/c")
@Produces(MediaType.ALL)
class ConfirmController {
  private final Database database;
  private final ConfirmLinks confirmLinks;
  private final Confirmations confirmations;
  private final Denials denials;
  private final Renewals renewals;
  private final Presses presses;
  private final ConfirmPages pages;
  private final EvenAnswers even;

  ConfirmController(
      Database database,
      ConfirmLinks confirmLinks,
      Confirmations confirmations,
      Denials denials,
      Renewals renewals,
      Presses presses,
      ConfirmPages pages,
      EvenAnswers even) {
    this.database = database;
    this.confirmLinks = confirmLinks;
    this.confirmations = confirmations;
    this.denials = denials;
    this.renewals = renewals;
    this.presses = presses;
    this.pages = pages;
    this.even = even;
  }

  /** Without the database too, as far as it goes: whoever never asked can say so (promise 1). */
  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return database.orWithout(
        () -> pages.of(confirmLinks.look(token), token, request), () -> pages.away(token, request));
  }

  /** Without a nonce that the page gave out within the hour nothing happens, and the page comes again (C2). */
  @Post("/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> confirm(String token, HttpRequest<?> request) {
    Posted posted = Posted.of(request);
    Confirmation found = presses
        .pressed(token, posted.text("nonce"), request)
        .map(press -> confirmations.confirm(
            token, new Confirmations.Agreement(press, Tongue.asked(request), new Boxes(posted))))
        .orElseGet(() -> confirmLinks.look(token));
    return pages.of(found, token, request);
  }

  /** A withdrawal: never bounded (C10). */
  @Public(bounded = false)
  @Post("/{token}/refuse")
  @Consumes(MediaType.ALL)
  HttpResponse<String> refuse(String token, HttpRequest<?> request) {
    return denials.answer(token, request);
  }

  /** A new link for a request that ran out of time, within the limits of B26; neither the answer nor its time says which (B27). */
  @Post("/{token}/again")
  @Consumes(MediaType.ALL)
  HttpResponse<String> again(String token, HttpRequest<?> request) {
    return even.answer(() -> switch (confirmLinks.look(token)) {
      case Confirmation.Expired expired -> again(expired.request(), request);
      case Confirmation.Replaced replaced -> again(replaced.request(), request);
      case Confirmation.Waiting _,
          Confirmation.Frozen _,
          Confirmation.Questioned _,
          Confirmation.Confirmed _,
          Confirmation.Lasting _,
          Confirmation.Refused _,
          Confirmation.Unknown _ -> pages.of(confirmLinks.look(token), token, request);
    });
  }

  private HttpResponse<String> again(Request former, HttpRequest<?> request) {
    Language language = Tongue.ofReader(request, former.language());
    renewals.ask(former.contact());
    return pages.sentAgain(HttpStatus.ACCEPTED, former, language);
  }
}
