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
import io.reveil.subscription.Boxes;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Posted;
import io.reveil.web.Public;
import java.util.List;
import java.util.Optional;

/** What somebody receives, by the link of any marketing mail (A29). GET shows, POST acts (C1); leaving is never bounded. */
@Public(bounded = false)
@Controller("/p")
@Produces(MediaType.TEXT_HTML)
class PreferenceController {
  private final Links links;
  private final Preferences preferences;
  private final PreferencePages pages;
  private final Mailboxes mailboxes;
  private final Untickings untickings;

  PreferenceController(
      Links links,
      Preferences preferences,
      PreferencePages pages,
      Mailboxes mailboxes,
      Untickings untickings) {
    this.links = links;
    this.untickings = untickings;
    this.mailboxes = mailboxes;
    this.preferences = preferences;
    this.pages = pages;
  }

  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Valid link
      when !mailboxes.wasLeft(link) ->
        preferences
            .look(link)
            .map(choices -> pages.show(choices, link, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Authentic link ->
        preferences
            .look(link)
            .map(choices -> pages.late(choices, List.of(), link, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  /**
   * What is unticked ends, however old the link or the page (B5, C10), also while the database is away; what is ticked
   * needs both within their time, and the mailbox (A43).
   */
  @Post("/{token}")
  @Consumes(MediaType.ALL)
  HttpResponse<String> save(String token, HttpRequest<?> request) {
    Posted posted = Posted.of(request);
    return switch (links.verify(LinkAction.PREFERENCES, token)) {
      case Verified.Authentic link ->
        untickings.answer(
            () -> save(link, token, posted, request), link, new Boxes(posted), request);
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  private HttpResponse<String> save(
      Verified.Authentic authentic, String token, Posted posted, HttpRequest<?> request) {
    return switch (authentic) {
      case Verified.Valid link
      when !mailboxes.wasLeft(link) ->
        saved(link, posted, links.isNonceOf(token, posted.text("nonce")), request)
            .map(saved -> pages.saved(saved, link, token, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Authentic link ->
        saved(link, posted, false, request)
            .map(saved -> pages.late(saved.now(), saved.ended(), link, request))
            .orElseGet(() -> pages.unknown(request));
    };
  }

  private Optional<Saved> saved(
      Verified.Authentic link, Posted posted, boolean isFresh, HttpRequest<?> request) {
    return preferences
        .look(link)
        .flatMap(shown ->
            preferences.save(link, new Boxes(posted), pages.language(shown, request), isFresh));
  }
}
