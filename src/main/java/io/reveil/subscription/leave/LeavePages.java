package io.reveil.subscription.leave;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Moments;
import io.reveil.subscription.PreferenceLinks;
import io.reveil.subscription.Tongue;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The pages about leaving: equal buttons before, what stops and since when after. */
@Singleton
class LeavePages {
  private final Links links;
  private final Letterhead letterhead;
  private final Moments moments;
  private final PreferenceLinks preferences;
  private final Mailboxes mailboxes;

  LeavePages(
      Links links,
      Letterhead letterhead,
      Moments moments,
      PreferenceLinks preferences,
      Mailboxes mailboxes) {
    this.links = links;
    this.letterhead = letterhead;
    this.moments = moments;
    this.preferences = preferences;
    this.mailboxes = mailboxes;
  }

  HttpResponse<String> ask(
      Leaving.Reach reach, Verified.Authentic link, String token, HttpRequest<?> request) {
    Language language = language(reach, request);
    Map<String, Object> model = model(reach, link, token, language);
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
        Map.of("action", "/u/" + token, "nameless", true));
  }

  /**
   * @param link by which the person left
   * @param token of an unsubscribe link
   */
  HttpResponse<String> done(
      Leaving.Left left, Verified.Authentic link, String token, HttpRequest<?> request) {
    Leaving.Reach reach = new Leaving.Reach(left.contact(), left.purpose());
    Language language = language(reach, request);
    Map<String, Object> model = model(reach, link, token, language);
    Optional<Contact> reader = left.contact().filter(_ -> !mailboxes.wasLeft(link));
    model.put("since", moments.moment(left.since(), reader, language));
    if (left.purpose().isPresent()) {
      preferences.find(link).ifPresent(path -> model.put("preferences", path));
    }
    left.undoable()
        .filter(_ -> model.containsKey("consent") && !mailboxes.wasLeft(link))
        .ifPresent(withdrawal -> {
          model.put("undo", "/u/" + token + "/undo");
          model.put("nonce", links.nonce(undo(token, withdrawal)));
        });
    return letterhead.page(HttpStatus.OK, "unsubscribed", language, left.purpose(), model);
  }

  /** What the nonce of an undo is bound to: the withdrawal of this very visit, and no other form of this link. */
  static String undo(String token, long withdrawal) {
    return "undo:" + withdrawal + ":" + token;
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
      letterhead.consent(purpose, language).ifPresent(agreed -> model.put("consent", agreed));
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
