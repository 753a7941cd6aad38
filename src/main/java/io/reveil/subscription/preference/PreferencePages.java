package io.reveil.subscription.preference;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.consent.Basis;
import io.reveil.consent.wording.Controller;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.kernel.Language;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Mailboxes;
import io.reveil.subscription.Moments;
import io.reveil.subscription.NoticeLines;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Press;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of preferences: a box a purpose, ticked if and only if it takes place. */
@Singleton
class PreferencePages {
  private final Links links;
  private final Letterhead letterhead;
  private final Moments moments;
  private final Purposes purposes;
  private final Activities activities;
  private final Mailboxes mailboxes;
  private final Clock clock;

  PreferencePages(
      Links links,
      Letterhead letterhead,
      Moments moments,
      Purposes purposes,
      Activities activities,
      Mailboxes mailboxes,
      Clock clock) {
    this.links = links;
    this.letterhead = letterhead;
    this.moments = moments;
    this.purposes = purposes;
    this.activities = activities;
    this.mailboxes = mailboxes;
    this.clock = clock;
  }

  Language language(Choices choices, HttpRequest<?> request) {
    return Tongue.ofReader(request, choices.contact().language());
  }

  HttpResponse<String> show(
      Choices choices, Verified.Authentic link, String token, HttpRequest<?> request) {
    Language language = language(choices, request);
    return page(HttpStatus.OK, choices, language, model(choices, link, token, language));
  }

  HttpResponse<String> saved(
      Saved saved, Verified.Authentic link, String token, HttpRequest<?> request) {
    Language language = language(saved.now(), request);
    Map<String, Object> model = model(saved.now(), link, token, language);
    model.put("outcome", name(saved.outcome()));
    model.put("at", moments.moment(clock.instant(), saved.now().contact(), language));
    model.put("begun", names(saved.begun(), language));
    model.put("ended", names(saved.ended(), language));
    HttpStatus status =
        saved.outcome() == Saved.Outcome.TEXT_CHANGED ? HttpStatus.CONFLICT : HttpStatus.OK;
    return page(status, saved.now(), language, model);
  }

  /**
   * What was unticked has ended; what was ticked waits for an answer.
   *
   * @param isUnanswered whether the question came back without an answer, which is a mistake as in any form
   */
  HttpResponse<String> question(
      Saved saved, String token, boolean isUnanswered, HttpRequest<?> request) {
    Language language = language(saved.now(), request);
    Map<String, Object> model = new HashMap<>();
    model.put("action", "/" + LinkAction.PREFERENCES.path() + "/" + token);
    model.put("nonce", links.nonce(Press.question(token)));
    model.put("unanswered", isUnanswered);
    model.put("to", Letterhead.masked(Optional.of(saved.now().contact())));
    model.put(
        "wanted",
        saved.wanted().stream()
            .map(choice -> box(choice, saved.now(), language))
            .toList());
    model.put("ended", names(saved.ended(), language));
    HttpStatus status = isUnanswered ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
    return page(status, "preferences-question", saved.now(), language, model);
  }

  /** The page again, with what was wrong about the new address. */
  HttpResponse<String> notMoved(
      Choices choices,
      AddressChange.Refused refused,
      Verified.Authentic link,
      String token,
      HttpRequest<?> request) {
    Language language = language(choices, request);
    Map<String, Object> model = model(choices, link, token, language);
    model.put("wrong", Map.of("email", refused.reason().sentence(language)));
    model.put("firstWrong", "email");
    model.put("typed", refused.typed());
    HttpStatus status = refused.reason() == AddressChange.Reason.TEXT_CHANGED
        ? HttpStatus.CONFLICT
        : HttpStatus.BAD_REQUEST;
    return page(status, choices, language, model);
  }

  /** The same for every address (B27). */
  HttpResponse<String> asked(Choices choices, String token, HttpRequest<?> request) {
    Map<String, Object> model = new HashMap<>();
    model.put("action", "/" + LinkAction.PREFERENCES.path() + "/" + token);
    return page(HttpStatus.ACCEPTED, "address-asked", choices, language(choices, request), model);
  }

  HttpResponse<String> measuring(
      Choices choices,
      Verified.Authentic link,
      boolean isEnded,
      String token,
      HttpRequest<?> request) {
    Language language = language(choices, request);
    String preferences = "/" + LinkAction.PREFERENCES.path() + "/" + token;
    Map<String, Object> model = new HashMap<>();
    model.put("action", preferences + "/measuring");
    model.put("preferences", preferences);
    model.put("ended", isEnded);
    choices
        .letter()
        .ifPresent(letter -> model.put("letter", letter.text(language).name()));
    model.put(
        "to", mailboxes.wasLeft(link) ? "" : Letterhead.masked(Optional.of(choices.contact())));
    return page(HttpStatus.OK, "measuring", choices, language, model);
  }

  /** Only an authentic link may learn that it is too late; leaving is never too late (D5, B5). */
  HttpResponse<String> late(
      Choices choices,
      List<Choice> ended,
      Verified.Authentic link,
      String token,
      HttpRequest<?> request) {
    Language language = language(choices, request);
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/" + LinkAction.PREFERENCES.path() + "/" + token);
    choices
        .letter()
        .ifPresent(letter -> model.put("purpose", letter.text(language).name()));
    model.put("aged", !mailboxes.wasLeft(link));
    if (!mailboxes.wasLeft(link)) {
      model.put("to", Letterhead.masked(Optional.of(choices.contact())));
    }
    model.put("ended", names(ended, language));
    leave(choices.contact(), link).ifPresent(path -> model.put("leave", path));
    return page(HttpStatus.GONE, "preferences-expired", choices, language, model);
  }

  HttpResponse<String> unknown(HttpRequest<?> request) {
    return letterhead.unknown(Tongue.of(request, Language.FR));
  }

  private HttpResponse<String> page(
      HttpStatus status, Choices choices, Language language, Map<String, Object> model) {
    return page(status, "preferences", choices, language, model);
  }

  private HttpResponse<String> page(
      HttpStatus status,
      String name,
      Choices choices,
      Language language,
      Map<String, Object> model) {
    return letterhead.page(status, name, language, choices.under(), model);
  }

  private Map<String, Object> model(
      Choices choices, Verified.Authentic link, String token, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("action", "/" + LinkAction.PREFERENCES.path() + "/" + token);
    model.put("nonce", links.nonce(token));
    model.put("to", Letterhead.masked(Optional.of(choices.contact())));
    model.put("hold", name(choices.hold()));
    model.put(
        "movable",
        choices.movable().stream().map(choice -> box(choice, choices, language)).toList());
    model.put("ends", names(choices.ending(), language));
    model.put("granted", choices.all().stream().anyMatch(Choice::isGranted));
    model.put("wrong", Map.of());
    model.put("typed", "");
    model.put(
        "choices",
        choices.all().stream().map(choice -> box(choice, choices, language)).toList());
    model.put(
        "notice", NoticeLines.of(choices.all().stream().map(Choice::sheet).toList(), language));
    model.put("policies", policies(choices));
    if (choices.hold() != Choices.Hold.STOPPED) {
      leave(choices.contact(), link).ifPresent(path -> model.put("leave", path));
    }
    Optional.ofNullable(activities
            .standings(List.of(choices.contact().id()))
            .get(choices.contact().id()))
        .map(Standing::retentionDueOn)
        .ifPresent(on -> model.put("kept", moments.day(on, language)));
    return model;
  }

  /** Where several are responsible, the policy of each; that of one alone stands at the foot of the page (A27). */
  private static List<Map<String, String>> policies(Choices choices) {
    List<Controller> responsible = Stream.concat(
            choices.letter().stream(), choices.all().stream().map(Choice::sheet))
        .map(PurposeSheet::controller)
        .distinct()
        .toList();
    return responsible.size() == 1
        ? List.of()
        : responsible.stream()
            .map(controller ->
                Map.of("of", controller.name(), "url", controller.policyUrl().toString()))
            .toList();
  }

  private Map<String, Object> box(Choice choice, Choices choices, Language language) {
    Map<String, Object> box = new HashMap<>();
    box.put("id", choice.id());
    box.put("name", choice.sheet().text(language).name());
    box.put("description", choice.sheet().text(language).description());
    box.put("consent", choice.sheet().text(language).consent());
    box.put("notice", purposes.notice(choice.sheet().id(), language).version());
    box.put("manner", choice.sheet().manner(language));
    box.put("ticked", choice.isOn());
    box.put("offered", choice.isOffered());
    box.put("locked", !choice.isOn() && choices.hold() != Choices.Hold.NONE);
    if (choice.isGranted()) {
      box.put("since", moments.moment(choice.consent().since(), choices.contact(), language));
    } else if (choice.isOnWithoutConsent()) {
      box.put("asCustomer", choice.consent().basis() == Basis.CUSTOMER_SOFT_OPT_IN);
    }
    return box;
  }

  /** Where the buttons of leaving lead: a link that never ends, for this letter or for everything (D6). */
  private Optional<String> leave(Contact contact, Verified.Authentic link) {
    return contact
        .email()
        .map(address -> "/" + LinkAction.UNSUBSCRIBE.path() + "/"
            + links.unsubscribe(contact.id(), link.reference(), address));
  }

  private static List<String> names(List<Choice> choices, Language language) {
    return choices.stream().map(choice -> choice.sheet().text(language).name()).toList();
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
