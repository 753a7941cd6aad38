package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Moments;
import io.reveil.subscription.NoticeLines;
import io.reveil.subscription.PreferenceLinks;
import io.reveil.subscription.Tongue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages about leaving: equal buttons before, what stops and since when after. */
@Singleton
class LeavePages {
  private final Links links;
  private final Purposes purposes;
  private final Letterhead letterhead;
  private final Moments moments;
  private final PreferenceLinks preferences;
  private final Mailboxes mailboxes;
  private final Undoable undoable;

  LeavePages(
      Links links,
      Purposes purposes,
      Letterhead letterhead,
      Moments moments,
      PreferenceLinks preferences,
      Mailboxes mailboxes,
      Undoable undoable) {
    this.links = links;
    this.purposes = purposes;
    this.letterhead = letterhead;
    this.moments = moments;
    this.preferences = preferences;
    this.mailboxes = mailboxes;
    this.undoable = undoable;
  }

  /** What brings somebody to one of these pages. */
  enum Occasion {
    /** They left just now. */
    LEFT,
    /** They look, and nothing was pressed. */
    LOOKED,
    /** They wanted something back, and it stays as it is. */
    NOT_UNDONE
  }

  HttpResponse<String> ask(
      Occasion occasion,
      Leaving.Reach reach,
      Verified.Authentic link,
      String token,
      HttpRequest<?> request) {
    Language language = language(reach, request);
    Map<String, Object> model = model(reach, link, token, language);
    model.put("occasion", occasion.name());
    preferences.find(link).ifPresent(path -> model.put("preferences", path));
    return letterhead.page(HttpStatus.OK, "unsubscribe", language, reach.purpose(), model);
  }

  /** The same buttons for somebody whom the database cannot name now. */
  HttpResponse<String> askAnybody(String token, HttpRequest<?> request) {
    return letterhead.page(
        HttpStatus.OK,
        "unsubscribe",
        Tongue.of(request, Language.FR),
        Optional.empty(),
        Map.of("action", "/u/" + token, "nameless", true, "occasion", Occasion.LOOKED.name()));
  }

  /**
   * What stopped, and a way on from there.
   *
   * @param link by which the person left
   * @param token of an unsubscribe link
   */
  HttpResponse<String> stopped(
      Occasion occasion,
      Leaving.Left left,
      Verified.Authentic link,
      String token,
      HttpRequest<?> request) {
    Leaving.Reach reach = new Leaving.Reach(left.contact(), left.purpose());
    Language language = language(reach, request);
    Map<String, Object> model = model(reach, link, token, language);
    model.put("occasion", occasion.name());
    Optional<Contact> reader = left.contact().filter(_ -> !mailboxes.wasLeft(link));
    model.put("since", moments.moment(left.since(), reader, language));
    if (left.purpose().isPresent()) {
      preferences.find(link).ifPresent(path -> model.put("preferences", path));
    }
    Optional.of(link)
        .filter(_ -> model.containsKey("consent"))
        .flatMap(undoable::offered)
        .filter(withdrawal -> occasion != Occasion.LOOKED || isVisit(token, withdrawal, request))
        .ifPresent(withdrawal -> {
          model.put("visit", visit(token, withdrawal, request));
          model.put("undo", "/u/" + token + "/undo");
          model.put("nonce", links.nonce(undo(reach, token, withdrawal, language)));
        });
    return letterhead.page(HttpStatus.OK, "unsubscribed", language, left.purpose(), model);
  }

  /**
   * What the nonce of an undo is bound to: the withdrawal of this very visit, the text beside the button (A10), and no other
   * form of this link.
   */
  String undo(Leaving.Reach reach, String token, long withdrawal, Language language) {
    int read = agreeable(reach)
        .map(sheet -> purposes.notice(sheet.id(), language).version())
        .orElse(0);
    return "undo:" + withdrawal + ":" + read + ":" + token;
  }

  /**
   * For the link to the other language of a page that offers an undo: whoever has no more than a letter that was passed on is
   * offered none (E1).
   */
  private String visit(String token, long withdrawal, HttpRequest<?> request) {
    return isVisit(token, withdrawal, request)
        ? visit(request)
        : links.nonce(bound(token, withdrawal));
  }

  private boolean isVisit(String token, long withdrawal, HttpRequest<?> request) {
    return links.isNonceOf(bound(token, withdrawal), visit(request));
  }

  private static String visit(HttpRequest<?> request) {
    return Optional.ofNullable(request.getParameters().get("visit")).orElse("");
  }

  private static String bound(String token, long withdrawal) {
    return "visit:" + withdrawal + ":" + token;
  }

  /** What could be agreed to again. */
  private Optional<PurposeSheet> agreeable(Leaving.Reach reach) {
    return reach.purpose().flatMap(purposes::find).filter(PurposeSheet::isAgreedTo);
  }

  Map<String, Object> model(
      Leaving.Reach reach, Verified.Authentic link, String token, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/u/" + token);
    model.put("action", "/u/" + token);
    model.put("to", mailboxes.wasLeft(link) ? "" : Letterhead.masked(reach.contact()));
    reach.purpose().ifPresent(purpose -> {
      model.put("purpose", letterhead.name(purpose, language));
      letterhead.manner(purpose, language).ifPresent(how -> model.put("manner", how));
    });
    agreeable(reach).ifPresent(sheet -> {
      model.put("consent", sheet.text(language).consent());
      model.put("description", sheet.text(language).description());
      model.put("noticeLines", NoticeLines.of(List.of(sheet), language));
    });
    return model;
  }

  Language language(Leaving.Reach reach, HttpRequest<?> request) {
    return reach
        .contact()
        .map(known -> Tongue.ofReader(request, known.language()))
        .orElseGet(() -> Tongue.of(request, Language.FR));
  }
}
