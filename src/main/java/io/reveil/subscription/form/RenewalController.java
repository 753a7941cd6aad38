package io.reveil.subscription.form;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.reveil.kernel.EmailAddress;
import io.reveil.kernel.Language;
import io.reveil.subscription.EvenAnswers;
import io.reveil.subscription.Letterhead;
import io.reveil.subscription.Posted;
import io.reveil.subscription.Tongue;
import io.reveil.subscription.request.Renewals;
import io.reveil.web.Public;
import java.util.Map;
import java.util.Optional;

/** The page that sends a link again. */
@Public
@Controller("/f/link")
@Produces(MediaType.ALL)
class RenewalController {
  private final Renewals renewals;
  private final Letterhead letterhead;
  private final EvenAnswers even;

  RenewalController(Renewals renewals, Letterhead letterhead, EvenAnswers even) {
    this.renewals = renewals;
    this.letterhead = letterhead;
    this.even = even;
  }

  /** The page that dead links show, by an address of its own: to it the other language leads. */
  @Get
  HttpResponse<String> noLink(HttpRequest<?> request) {
    return letterhead.page(
        HttpStatus.OK, "unknown-link", Tongue.of(request, Language.FR), Optional.empty(), Map.of());
  }

  /** "Type your address, we send a link": one answer, whether there is a request or not (B27, D5). */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> link(HttpRequest<?> request) {
    Optional<EmailAddress> address = EmailAddress.parse(Posted.of(request).text("email"));
    return even.answer(() -> {
      address.ifPresent(renewals::ask);
      return letterhead.page(
          HttpStatus.ACCEPTED,
          "link-sent",
          Tongue.of(request, Language.FR),
          Optional.empty(),
          Map.of("again", false));
    });
  }
}
