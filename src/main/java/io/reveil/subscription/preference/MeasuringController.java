package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.web.Public;
import java.util.Optional;

/** "Measure no more", from every mail that is measured (A34). GET shows, POST acts (C1); ending is never bounded. */
@Public(bounded = false)
@Controller("/p")
@Produces(MediaType.ALL)
class MeasuringController {
  private final Links links;
  private final Preferences preferences;
  private final EndOfMeasuring measuring;
  private final PreferencePages pages;

  MeasuringController(
      Links links, Preferences preferences, EndOfMeasuring measuring, PreferencePages pages) {
    this.links = links;
    this.preferences = preferences;
    this.measuring = measuring;
    this.pages = pages;
  }

  @Get("/{token}/measuring")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Authentic link ->
        page(preferences.look(link), link, measuring.isEnded(link), token, request);
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  @Post("/{token}/measuring")
  @Consumes(MediaType.ALL)
  HttpResponse<String> end(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Authentic link ->
        measuring.answer(
            () -> page(measuring.end(link), link, true, token, request), link, request);
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  private HttpResponse<String> page(
      Optional<Choices> found,
      Verified.Authentic link,
      boolean isEnded,
      String token,
      HttpRequest<?> request) {
    return found
        .map(choices -> pages.measuring(choices, link, isEnded, token, request))
        .orElseGet(() -> pages.unknown(request));
  }
}
