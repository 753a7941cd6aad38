package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.consent.ledger.Applied;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Boxes;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Posted;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.press.Presses;
import io.reveil.web.Public;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What somebody receives, by the link of any marketing mail (A29). GET shows, POST acts (C1); leaving is never bounded. */
@Public(bounded = false)
@Controller("/p")
@Produces(MediaType.ALL)
class PreferenceController {
  private final Links links;
  private final Preferences preferences;
  private final Saving saving;
  private final Presses presses;
  private final PreferencePages pages;
  private final Mailboxes mailboxes;
  private final Untickings untickings;

  PreferenceController(
      Links links,
      Preferences preferences,
      Saving saving,
      Presses presses,
      PreferencePages pages,
      Mailboxes mailboxes,
      Untickings untickings) {
    this.links = links;
    this.untickings = untickings;
    this.mailboxes = mailboxes;
    this.preferences = preferences;
    this.saving = saving;
    this.presses = presses;
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
            .map(choices -> pages.late(choices, List.of(), link, token, request))
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
      case Verified.Authentic link -> {
        Boxes boxes = boxes(posted);
        yield untickings.answer(
            () -> saving.end(link, boxes),
            ended -> save(link, token, posted, ended, request),
            link,
            boxes,
            request);
      }
      case Verified.Unknown _ -> pages.unknown(request);
    };
  }

  private HttpResponse<String> save(
      Verified.Authentic authentic,
      String token,
      Posted posted,
      Map<Choice, Applied.Recorded> ended,
      HttpRequest<?> request) {
    return switch (authentic) {
      case Verified.Valid link
      when !mailboxes.wasLeft(link) ->
        preferences
            .look(link)
            .map(shown -> pages.language(shown, request))
            .flatMap(shownIn ->
                saving.save(link, boxes(posted), shownIn, press(token, posted, request), ended))
            .map(saved -> saved(saved, link, token, posted, request))
            .orElseGet(() -> pages.unknown(request));
      case Verified.Authentic link ->
        preferences
            .look(link)
            .map(choices -> pages.late(choices, List.copyOf(ended.keySet()), link, token, request))
            .orElseGet(() -> pages.unknown(request));
    };
  }

  /** Whoever says that they ticked nothing ticked nothing. */
  private static Boxes boxes(Posted posted) {
    return posted.text("answer").equals("not-mine") ? Boxes.unticked(Set.of()) : new Boxes(posted);
  }

  private Optional<Press> press(String token, Posted posted, HttpRequest<?> request) {
    String nonce = posted.text("nonce");
    return posted.text("answer").equals("mine")
        ? presses.answered(token, nonce, request)
        : presses.pressed(token, nonce, request);
  }

  /** The question comes back without an answer as a form that is not filled in. */
  private HttpResponse<String> saved(
      Saved saved, Verified.Valid link, String token, Posted posted, HttpRequest<?> request) {
    return switch (saved.outcome()) {
      case QUESTIONED -> pages.question(saved, token, false, request);
      case STALE ->
        presses.isQuestion(token, posted.text("nonce"))
            ? pages.question(saved, token, true, request)
            : pages.saved(saved, link, token, request);
      case SAVED, TEXT_CHANGED, HELD -> pages.saved(saved, link, token, request);
    };
  }
}
