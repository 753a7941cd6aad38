package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.ledger.Evidence;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Moments;
import io.reveil.subscription.Posted;
import io.reveil.subscription.PreferenceLinks;
import io.reveil.subscription.Tongue;
import io.reveil.web.Public;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The page of a win-back mail: stay or leave, as two equal answers. GET shows, POST acts (C1). */
@Public(bounded = false)
@Controller("/s")
@Produces(MediaType.TEXT_HTML)
class StayController {
  private final Links links;
  private final Staying staying;
  private final Leaving leaving;
  private final Withdrawals withdrawals;
  private final LeavePages leavePages;
  private final Letterhead letterhead;
  private final Moments moments;
  private final PreferenceLinks preferences;
  private final Mailboxes mailboxes;

  StayController(
      Links links,
      Staying staying,
      Leaving leaving,
      Withdrawals withdrawals,
      LeavePages leavePages,
      Letterhead letterhead,
      Moments moments,
      PreferenceLinks preferences,
      Mailboxes mailboxes) {
    this.links = links;
    this.staying = staying;
    this.leaving = leaving;
    this.withdrawals = withdrawals;
    this.leavePages = leavePages;
    this.letterhead = letterhead;
    this.moments = moments;
    this.preferences = preferences;
    this.mailboxes = mailboxes;
  }

  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.STAY, token)) {
      case Verified.Valid link ->
        staying
            .look(link.contact(), link.reference())
            .map(asked -> mailboxes.wasLeft(link)
                ? late(asked, token, request)
                : question(asked, link, token, request))
            .orElseGet(() -> unknown(request));
      case Verified.Expired expired ->
        staying
            .look(expired.contact(), expired.reference())
            .map(asked -> late(asked, token, request))
            .orElseGet(() -> unknown(request));
      case Verified.Unknown _ -> unknown(request);
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
            () -> leave(link, request), link, Leaving.Scope.PURPOSE, Evidence.Means.PAGE, request);
      case Verified.Valid link
      when posted.text("answer").equals("stay")
          && links.isNonceOf(token, posted.text("nonce"))
          && !mailboxes.wasLeft(link) ->
        staying
            .look(link.contact(), link.reference())
            .map(asked -> stay(asked, link, token, request))
            .orElseGet(() -> unknown(request));
      case Verified.Authentic _, Verified.Unknown _ -> show(token, request);
    };
  }

  private HttpResponse<String> leave(Verified.Authentic link, HttpRequest<?> request) {
    return leaving
        .look(link.contact(), link.reference())
        .contact()
        .map(contact -> leave(contact, link, request))
        .orElseGet(() -> unknown(request));
  }

  private HttpResponse<String> leave(
      Contact contact, Verified.Authentic link, HttpRequest<?> request) {
    Leaving.Left left = leaving.leave(link, Leaving.Scope.PURPOSE, Evidence.Means.PAGE);
    return leavePages.done(
        left,
        link,
        contact
            .email()
            .map(address -> links.unsubscribe(contact.id(), link.reference(), address))
            .orElse(""),
        request);
  }

  private HttpResponse<String> stay(
      Staying.Asked asked, Verified.Valid link, String token, HttpRequest<?> request) {
    boolean stays = staying.stay(asked, link);
    Language language = Tongue.ofReader(request, asked.contact().language());
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/s/" + token);
    model.put("stays", stays);
    letterhead.manner(asked.purpose(), language).ifPresent(how -> model.put("manner", how));
    model.put("returns", letterhead.consent(asked.purpose(), language).isPresent());
    preferences.find(link).ifPresent(path -> model.put("preferences", path));
    model.put("purpose", letterhead.name(asked.purpose(), language));
    model.put("to", Letterhead.masked(Optional.of(asked.contact())));
    staying
        .lastSign(asked.contact().id())
        .ifPresent(on -> model.put("lastSign", moments.day(on, language)));
    return letterhead.page(HttpStatus.OK, "stayed", language, Optional.of(asked.purpose()), model);
  }

  private HttpResponse<String> question(
      Staying.Asked asked, Verified.Valid link, String token, HttpRequest<?> request) {
    Language language = Tongue.ofReader(request, asked.contact().language());
    Map<String, Object> model = new HashMap<>();
    model.put("action", "/s/" + token);
    model.put("nonce", links.nonce(token));
    preferences.find(link).ifPresent(path -> model.put("preferences", path));
    model.put("purpose", letterhead.name(asked.purpose(), language));
    model.put("to", Letterhead.masked(Optional.of(asked.contact())));
    staying
        .lastSign(asked.contact().id())
        .ifPresent(on -> model.put("lastSign", moments.day(on, language)));
    return letterhead.page(HttpStatus.OK, "stay", language, Optional.of(asked.purpose()), model);
  }

  private HttpResponse<String> late(Staying.Asked asked, String token, HttpRequest<?> request) {
    Language language = Tongue.ofReader(request, asked.contact().language());
    return letterhead.page(
        HttpStatus.GONE,
        "stay-expired",
        language,
        Optional.of(asked.purpose()),
        Map.of("action", "/s/" + token, "purpose", letterhead.name(asked.purpose(), language)));
  }

  private HttpResponse<String> unknown(HttpRequest<?> request) {
    return letterhead.unknown(Tongue.of(request, Language.FR));
  }
}
