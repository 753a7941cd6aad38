package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Language;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.PreferenceLinks;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Press;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pages about staying. */
@Singleton
class StayPages {
  private final Links links;
  private final Staying staying;
  private final Letterhead letterhead;
  private final Moments moments;
  private final PreferenceLinks preferences;

  StayPages(
      Links links,
      Staying staying,
      Letterhead letterhead,
      Moments moments,
      PreferenceLinks preferences) {
    this.links = links;
    this.staying = staying;
    this.letterhead = letterhead;
    this.moments = moments;
    this.preferences = preferences;
  }

  /** Stay or leave. */
  HttpResponse<String> ask(
      Staying.Asked asked, Verified.Valid link, String token, HttpRequest<?> request) {
    Language language = language(asked, request);
    Map<String, Object> model = model(asked, link, token, language);
    model.put("nonce", links.nonce(token));
    return page(HttpStatus.OK, "stay", asked, language, model);
  }

  /** @param stays whether there was anything to stay for */
  HttpResponse<String> stayed(
      Staying.Asked asked,
      Verified.Valid link,
      boolean stays,
      String token,
      HttpRequest<?> request) {
    Language language = language(asked, request);
    Map<String, Object> model = model(asked, link, token, language);
    model.put("stays", stays);
    letterhead.manner(asked.purpose(), language).ifPresent(how -> model.put("manner", how));
    model.put("returns", letterhead.consent(asked.purpose(), language).isPresent());
    return page(HttpStatus.OK, "stayed", asked, language, model);
  }

  /** Something else keeps the letters back, and the person is told what to do (A46, A49). */
  HttpResponse<String> barred(
      Staying.Asked asked, Verified.Valid link, String token, HttpRequest<?> request) {
    Language language = language(asked, request);
    Map<String, Object> model = model(asked, link, token, language);
    model.put("restricted", asked.contact().state() == ContactState.RESTRICTED);
    return page(HttpStatus.OK, "barred", asked, language, model);
  }

  /** @param isUnanswered whether the question came back without an answer, which is a mistake as in any form */
  HttpResponse<String> question(
      Staying.Asked asked,
      Verified.Valid link,
      boolean isUnanswered,
      String token,
      HttpRequest<?> request) {
    Language language = language(asked, request);
    Map<String, Object> model = model(asked, link, token, language);
    model.put("nonce", links.nonce(Press.question(token)));
    model.put("unanswered", isUnanswered);
    HttpStatus status = isUnanswered ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
    return page(status, "stay-question", asked, language, model);
  }

  /** The question is closed; the way out is not. */
  HttpResponse<String> late(Staying.Asked asked, String token, HttpRequest<?> request) {
    Language language = language(asked, request);
    return page(
        HttpStatus.GONE,
        "stay-expired",
        asked,
        language,
        Map.of("action", "/s/" + token, "purpose", letterhead.name(asked.purpose(), language)));
  }

  HttpResponse<String> unknown(HttpRequest<?> request) {
    return letterhead.unknown(Tongue.of(request, Language.FR));
  }

  private Map<String, Object> model(
      Staying.Asked asked, Verified.Valid link, String token, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("action", "/s/" + token);
    preferences.find(link).ifPresent(path -> model.put("preferences", path));
    model.put("purpose", letterhead.name(asked.purpose(), language));
    model.put("to", Letterhead.masked(Optional.of(asked.contact())));
    staying
        .lastSign(asked.contact().id())
        .ifPresent(on -> model.put("lastSign", moments.day(on, language)));
    return model;
  }

  private HttpResponse<String> page(
      HttpStatus status,
      String name,
      Staying.Asked asked,
      Language language,
      Map<String, Object> model) {
    return letterhead.page(status, name, language, Optional.of(asked.purpose()), model);
  }

  private static Language language(Staying.Asked asked, HttpRequest<?> request) {
    return Tongue.ofReader(request, asked.contact().language());
  }
}
