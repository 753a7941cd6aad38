package io.reveil.subscription.confirm;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
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

/** The page of the mail to an address that a person's letters have left. GET shows, POST acts (C1). */
@Public
@Controller("/b")
@Produces(MediaType.ALL)
class AddressBackController {
  private final Links links;
  private final AddressBack back;
  private final Letterhead letterhead;

  AddressBackController(Links links, AddressBack back, Letterhead letterhead) {
    this.links = links;
    this.back = back;
    this.letterhead = letterhead;
  }

  @Get("/{token}")
  HttpResponse<String> show(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.TAKE_BACK, token)) {
      case Verified.Authentic link -> page(back.look(link), token, request);
      case Verified.Unknown _ -> letterhead.unknown(Tongue.of(request, Language.FR));
    };
  }

  /** Without a nonce that the page gave out within the hour nothing happens, and the page comes again (C2). */
  @Post("/{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> take(String token, HttpRequest<?> request) {
    return switch (links.verify(LinkAction.TAKE_BACK, token)) {
      case Verified.Authentic link
      when links.isNonceOf(token, Posted.of(request).text("nonce")) ->
        page(back.take(link), token, request);
      case Verified.Authentic _, Verified.Unknown _ -> show(token, request);
    };
  }

  private HttpResponse<String> page(AddressBack.Found found, String token, HttpRequest<?> http) {
    Map<String, Object> model = new HashMap<>();
    model.put("self", "/" + LinkAction.TAKE_BACK.path() + "/" + token);
    return switch (found) {
      case AddressBack.Found.Open open -> {
        model.put("nonce", links.nonce(token));
        model.put("left", open.left().masked());
        model.put("other", open.address().masked());
        yield page(HttpStatus.OK, "address-back", Optional.of(open.request()), model, http);
      }
      case AddressBack.Found.Done done ->
        page(HttpStatus.OK, "address-is-back", Optional.of(done.request()), model, http);
      case AddressBack.Found.Over _ ->
        page(HttpStatus.GONE, "address-back-over", Optional.empty(), model, http);
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
