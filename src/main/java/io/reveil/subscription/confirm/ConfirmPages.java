package io.reveil.subscription.confirm;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.reveil.consent.ConsentKey;
import io.reveil.consent.ConsentState;
import io.reveil.consent.permission.Permissions;
import io.reveil.consent.wording.PurposeSheet;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contact;
import io.reveil.contact.ContactState;
import io.reveil.kernel.Channel;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Moments;
import io.reveil.subscription.NoticeLines;
import io.reveil.subscription.Places;
import io.reveil.subscription.PreferenceLinks;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.press.Press;
import io.reveil.subscription.request.Request;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a confirm link shows, whatever became of it. */
@Singleton
class ConfirmPages {
  private static final String RETRY_AFTER_SECONDS = "30";

  private final Letterhead letterhead;
  private final Moments moments;
  private final Links links;
  private final ConfirmLinks confirmLinks;
  private final Permissions permissions;
  private final Purposes purposes;
  private final Measuring measuring;
  private final Lifting lifting;
  private final PreferenceLinks preferences;

  ConfirmPages(
      Letterhead letterhead,
      Moments moments,
      Links links,
      ConfirmLinks confirmLinks,
      Permissions permissions,
      Purposes purposes,
      Measuring measuring,
      Lifting lifting,
      PreferenceLinks preferences) {
    this.letterhead = letterhead;
    this.moments = moments;
    this.links = links;
    this.confirmLinks = confirmLinks;
    this.permissions = permissions;
    this.purposes = purposes;
    this.measuring = measuring;
    this.lifting = lifting;
    this.preferences = preferences;
  }

  /** Only an authentic link may learn that it is too late (D5). */
  HttpResponse<String> of(Confirmation confirmation, String token, HttpRequest<?> request) {
    return switch (confirmation) {
      case Confirmation.Waiting waiting -> waiting(waiting, token, request);
      case Confirmation.Frozen frozen -> frozen(frozen, token, request);
      case Confirmation.Questioned questioned -> questioned(questioned, token, request);
      case Confirmation.Confirmed confirmed -> confirmed(confirmed, token, request);
      case Confirmation.Expired expired ->
        late(expired.request(), expired.contact(), Optional.empty(), token, request);
      case Confirmation.Replaced replaced ->
        late(replaced.request(), replaced.contact(), Optional.of(replaced.since()), token, request);
      case Confirmation.Lasting lasting -> lasting(lasting, token, request);
      case Confirmation.Refused refused -> refused(refused, token, request);
      case Confirmation.Unknown _ -> letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  /** To whom, and for what, the database cannot say now: only the button that needs neither. */
  HttpResponse<String> away(String token, HttpRequest<?> request) {
    return letterhead
        .page(
            HttpStatus.SERVICE_UNAVAILABLE,
            "confirm-away",
            Tongue.of(request, Language.FR),
            Optional.empty(),
            Map.of("self", "/c/" + token))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
  }

  private HttpResponse<String> waiting(
      Confirmation.Waiting waiting, String token, HttpRequest<?> http) {
    Request request = waiting.request();
    Language language = Tongue.ofReader(http, request.language());
    Map<String, Object> model = asked(request, waiting.contact(), language);
    model.put("action", "/c/" + token);
    model.put("nonce", links.nonce(token));
    model.put("forgotten", moments.moment(request.forgetAt(), waiting.contact(), language));
    return page(HttpStatus.OK, "confirm", language, request, model);
  }

  /** No button but the one that takes back, and what the person can do (A46). */
  private HttpResponse<String> frozen(
      Confirmation.Frozen frozen, String token, HttpRequest<?> http) {
    Request request = frozen.request();
    Language language = Tongue.ofReader(http, request.language());
    Map<String, Object> model = asked(request, frozen.contact(), language);
    model.put("self", "/c/" + token);
    return page(HttpStatus.OK, "confirm-frozen", language, request, model);
  }

  /** No answer is a mistake, as in any form; the first time there was nothing to answer. */
  private HttpResponse<String> questioned(
      Confirmation.Questioned questioned, String token, HttpRequest<?> http) {
    Request request = questioned.request();
    Language language = Tongue.ofReader(http, request.language());
    Map<String, Object> model = asked(request, questioned.contact(), language);
    model.put("self", "/c/" + token);
    model.put("action", "/c/" + token + "/answer");
    model.put("nonce", links.nonce(Press.question(token)));
    model.put("unanswered", questioned.unanswered());
    HttpStatus status = questioned.unanswered() ? HttpStatus.BAD_REQUEST : HttpStatus.OK;
    return page(status, "confirm-question", language, request, model);
  }

  /** What is to be confirmed, by whom, and until when. */
  private Map<String, Object> asked(Request request, Contact contact, Language language) {
    Map<String, Object> model = new HashMap<>();
    model.put("purposes", letterhead.describeRead(request.notices(), language));
    model.put("to", masked(request, contact));
    model.put("requested", moments.moment(request.askedAt(), contact, language));
    model.put("until", moments.moment(request.expiresAt(), contact, language));
    model.put("place", Places.told(request.doorway(), language));
    model.put("moves", request.move().isPresent());
    model.put("ends", ending(request, language));
    List<PurposeSheet> questions = measuring.questions(request, contact);
    model.put(
        "questions", questions.stream().map(sheet -> question(sheet, language)).toList());
    if (!questions.isEmpty()) {
      model.put("questionNotice", NoticeLines.of(questions, language));
    }
    model.put("pauseDays", measuring.pause().toDays());
    return model;
  }

  /** Letters that a change of address would end: they were not part of it, or nobody can agree to them (A43). */
  private List<String> ending(Request request, Language language) {
    return request.mover().map(permissions::list).orElse(List.of()).stream()
        .filter(row -> row.key().channel() == Channel.EMAIL && row.isObjectable())
        .map(row -> row.key().purpose())
        .filter(purpose -> !purposes(request).contains(purpose))
        .flatMap(purpose -> purposes.find(purpose).stream())
        .filter(sheet -> sheet.kind().sends())
        .map(sheet -> sheet.text(language).name())
        .toList();
  }

  private Map<String, Object> question(PurposeSheet sheet, Language language) {
    return Map.of(
        "id", sheet.id().id(),
        "name", sheet.text(language).name(),
        "description", sheet.text(language).description(),
        "consent", sheet.text(language).consent(),
        "notice", purposes.notice(sheet.id(), language).version());
  }

  /** A link used before, also after a withdrawal, says what is so today (D10). */
  private HttpResponse<String> confirmed(
      Confirmation.Confirmed confirmed, String token, HttpRequest<?> http) {
    Request request = confirmed.request();
    Language language = Tongue.ofReader(http, request.language());
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/c/" + token);
    List<Map<String, Object>> standing = standing(request, language);
    boolean isGranted = standing.stream().anyMatch(row -> row.containsValue(true));
    model.put("purposes", standing);
    model.put("justNow", confirmed.justNow());
    model.put("isInTime", links.verify(LinkAction.CONFIRM, token) instanceof Verified.Valid);
    model.put("to", masked(request, confirmed.contact()));
    model.put("at", moments.moment(confirmed.at(), confirmed.contact(), language));
    model.put("place", Places.told(request.doorway(), language));
    model.put("moves", request.move().isPresent());
    model.put(
        "noticeVersions",
        declared(request).stream()
            .map(asked -> asked.notice().version())
            .distinct()
            .toList());
    model.put("frozen", isGranted && confirmed.contact().state() == ContactState.RESTRICTED);
    Optional<EmailAddress> address = request.address(confirmed.contact());
    address
        .filter(_ -> isGranted)
        .flatMap(lifting::silentUntil)
        .ifPresent(
            end -> model.put("silentUntil", moments.moment(end, confirmed.contact(), language)));
    address.ifPresent(own -> model.put(
        "leave",
        "/" + LinkAction.UNSUBSCRIBE.path() + "/"
            + links.unsubscribe(request.contact(), request.doiMessage(), own)));
    if (links.verify(LinkAction.CONFIRM, token) instanceof Verified.Authentic link) {
      preferences
          .find(new Verified.Valid(
              request.contact(), request.doiMessage(), Optional.empty(), link.keyId()))
          .ifPresent(path -> model.put("preferences", path));
    }
    model.put("byLetter", isByLetter(request));
    return page(HttpStatus.OK, "confirmed", language, request, model);
  }

  private boolean isByLetter(Request request) {
    return purposes(request).stream()
        .flatMap(purpose -> purposes.find(purpose).stream())
        .anyMatch(sheet -> sheet.kind().sends() && sheet.channel() == Channel.EMAIL);
  }

  /** What was asked for, and what was agreed to beside it. */
  private List<Map<String, Object>> standing(Request request, Language language) {
    Set<Purpose> granted = permissions.list(request.contact()).stream()
        .filter(row -> row.state() == ConsentState.GRANTED)
        .map(row -> row.key().purpose())
        .collect(Collectors.toSet());
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Request.Asked asked : request.purposes()) {
      letterhead
          .describeRead(List.of(asked.notice()), language)
          .forEach(told -> rows.add(row(told, granted.contains(asked.purpose()))));
    }
    for (Purpose beside : measuring.agreedBeside(request)) {
      letterhead
          .describe(List.of(beside), language)
          .forEach(told -> rows.add(row(told, granted.contains(beside))));
    }
    return rows;
  }

  private static Map<String, Object> row(Map<String, String> told, boolean isGranted) {
    Map<String, Object> row = new HashMap<>(told);
    row.put("granted", isGranted);
    return row;
  }

  /** No more than what the button ends. */
  private HttpResponse<String> lasting(
      Confirmation.Lasting lasting, String token, HttpRequest<?> http) {
    Contact contact = lasting.contact();
    Language language = Tongue.ofReader(http, contact.language());
    List<Purpose> granted = lasting.granted().stream().map(ConsentKey::purpose).toList();
    return letterhead.page(
        HttpStatus.OK,
        "confirmed-long-ago",
        language,
        granted.stream().findFirst(),
        Map.of(
            "self", "/c/" + token,
            "purposes", letterhead.describe(granted, language),
            "to", contact.email().map(EmailAddress::masked).orElse("")));
  }

  /** The link may know nothing of it any more. */
  private HttpResponse<String> refused(
      Confirmation.Refused refused, String token, HttpRequest<?> http) {
    Map<String, Object> model = new HashMap<>();
    model.put("lasting", refused.isLasting());
    model.put(
        "self", confirmLinks.look(token) instanceof Confirmation.Refused ? "/c/" + token : "");
    return letterhead.page(
        HttpStatus.OK,
        "refused",
        Tongue.ofReader(http, refused.language()),
        refused.purpose(),
        model);
  }

  private HttpResponse<String> late(
      Request request,
      Contact contact,
      Optional<Instant> replaced,
      String token,
      HttpRequest<?> http) {
    Language language = Tongue.ofReader(http, request.language());
    boolean isOffered = replaced.isPresent() || !declared(request).isEmpty();
    Optional<Instant> since = replaced
        .or(request::settledAt)
        .or(() -> Optional.of(request.expiresAt()).filter(_ -> isOffered));
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/c/" + token);
    model.put("action", "/c/" + token + "/again");
    model.put("replaced", replaced.isPresent());
    model.put("to", masked(request, contact));
    since.ifPresent(end -> model.put("since", moments.moment(end, contact, language)));
    model.put("offered", isOffered);
    model.put("changed", replaced.isEmpty() && !isAskedForToday(request));
    model.put("moves", request.move().isPresent());
    model.put("place", Places.told(request.doorway(), language));
    return page(HttpStatus.GONE, "expired", language, request, model);
  }

  private List<Request.Asked> declared(Request request) {
    return request.purposes().stream()
        .filter(asked -> purposes.find(asked.purpose()).isPresent())
        .toList();
  }

  /** Whether it could be asked for again in the words that were read: all of a change of address, else anything (A43). */
  private boolean isAskedForToday(Request request) {
    Predicate<Request.Asked> isToday = asked -> purposes.isShownToday(asked.notice());
    return request.move().isPresent()
        ? request.purposes().stream().allMatch(isToday)
        : request.purposes().stream().anyMatch(isToday);
  }

  HttpResponse<String> sentAgain(HttpStatus status, Request request, Language language) {
    return page(status, "link-sent", language, request, new HashMap<>(Map.of("again", true)));
  }

  private HttpResponse<String> page(
      HttpStatus status,
      String name,
      Language language,
      Request request,
      Map<String, Object> model) {
    return letterhead.page(status, name, language, purposes(request).stream().findFirst(), model);
  }

  private static String masked(Request request, Contact contact) {
    return request.address(contact).map(EmailAddress::masked).orElse("");
  }

  private static List<Purpose> purposes(Request request) {
    return request.purposes().stream().map(Request.Asked::purpose).toList();
  }
}
