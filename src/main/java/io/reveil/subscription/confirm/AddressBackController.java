package io.reveil.subscription.confirm;

import io.micronaut.http.HttpHeaders;
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
import io.reveil.kernel.Purpose;
import io.reveil.link.LinkAction;
import io.reveil.link.Links;
import io.reveil.link.Verified;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.request.Request;
import io.reveil.web.Public;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The page of the mail to an address that a person's letters have left. GET shows, POST acts (C1). */
@Public
@Controller("/b")
@Produces(MediaType.ALL)
class AddressBackController {
  private static final String RETRY_AFTER_SECONDS = "30";

  private final Database database;
  private final Links links;
  private final AddressBack back;
  private final Letterhead letterhead;

  AddressBackController(Database database, Links links, AddressBack back, Letterhead letterhead) {
    this.database = database;
    this.links = links;
    this.back = back;
    this.letterhead = letterhead;
  }

  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return answer(token, request, link -> page(back.look(link), false, token, request));
  }

  /**
   * Without a nonce that the page gave out within the hour nothing happens, and the page comes again and says so (C2). It takes
   * back, and so is never bounded (C10).
   */
  @Public(bounded = false)
  @Post("/{token}")
  @Consumes(MediaType.ALL)
  HttpResponse<String> take(String token, HttpRequest<?> request) {
    boolean isFromPage = links.isNonceOf(token, Posted.of(request).text("nonce"));
    return answer(
        token,
        request,
        link -> page(isFromPage ? back.take(link) : back.look(link), !isFromPage, token, request));
  }

  private HttpResponse<String> answer(
      String token,
      HttpRequest<?> request,
      Function<Verified.Authentic, HttpResponse<String>> pressed) {
    return switch (links.verify(LinkAction.TAKE_BACK, token)) {
      case Verified.Authentic link ->
        database.orWithout(() -> pressed.apply(link), () -> away(token, request));
      case Verified.Unknown _ -> letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  /** Nothing is noted to be done later: the link works again with the database. */
  private HttpResponse<String> away(String token, HttpRequest<?> http) {
    return letterhead
        .page(
            HttpStatus.SERVICE_UNAVAILABLE,
            "address-back-away",
            Tongue.of(http, Language.FR),
            Optional.empty(),
            Map.of("self", self(token)))
        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
  }

  private static String self(String token) {
    return "/" + LinkAction.TAKE_BACK.path() + "/" + token;
  }

  private HttpResponse<String> page(
      AddressBack.Found found, boolean isStale, String token, HttpRequest<?> http) {
    Map<String, Object> model = new HashMap<>();
    model.put("self", self(token));
    return switch (found) {
      case AddressBack.Found.Open open -> {
        model.put("nonce", links.nonce(token));
        model.put("left", open.left().masked());
        model.put("other", open.other().masked());
        model.put("comesBack", open.comesBack());
        model.put("stale", isStale);
        yield page(HttpStatus.OK, "address-back", Optional.of(open.request()), model, http);
      }
      case AddressBack.Found.Done done ->
        page(HttpStatus.OK, "address-is-back", Optional.of(done.request()), model, http);
      case AddressBack.Found.Ended ended ->
        page(HttpStatus.OK, "address-not-back", Optional.of(ended.request()), model, http);
      case AddressBack.Found.Over over -> {
        model.put("late", over.isLate());
        yield page(HttpStatus.GONE, "address-back-over", over.request(), model, http);
      }
      case AddressBack.Found.Unknown _ -> letterhead.unknown(Tongue.of(http, Language.FR));
    };
  }

  private HttpResponse<String> page(
      HttpStatus status,
      String name,
      Optional<Request> of,
      Map<String, Object> model,
      HttpRequest<?> http) {
    Optional<Purpose> purpose = of.flatMap(
        request -> request.purposes().stream().map(Request.Asked::purpose).findFirst());
    return letterhead.page(
        status,
        name,
        Tongue.ofReader(http, of.map(Request::language).orElse(Language.FR)),
        purpose,
        model);
  }
}
