package io.reveil.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Installation;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import io.reveil.web.Public;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The way into the console and out of it: a one-time link, a button, a session. No GET opens or closes one (C1). */
@Controller
class ConsoleController {
  private static final URI START = URI.create("/console");

  private final Sessions sessions;
  private final Pages pages;
  private final Installation installation;

  ConsoleController(Sessions sessions, Pages pages, Installation installation) {
    this.sessions = sessions;
    this.pages = pages;
    this.installation = installation;
  }

  /** Where to go, once, and until when. */
  @Serdeable
  record Invitation(String url, Instant validUntil) {}

  @Post("/api/console-links")
  @Consumes(MediaType.ALL)
  @RequiresScope(Scope.ADMIN)
  Invitation invite(Actor.Operator operator) {
    Sessions.Link link = sessions.link(operator.name());
    return new Invitation(installation.url("/console/open/" + link.secret()), link.validUntil());
  }

  @Get("/console/open/{link}")
  @Public
  @Produces(MediaType.ALL)
  HttpResponse<String> door(String link) {
    return pages.console(HttpStatus.OK, "open", Map.of("link", link));
  }

  @Post("/console/open/{link}")
  @Public
  @Consumes(MediaType.ALL)
  @Produces(MediaType.ALL)
  HttpResponse<?> open(String link) {
    return sessions
        .open(link)
        .<HttpResponse<?>>map(
            session -> HttpResponse.seeOther(START).cookie(cookie(session, Sessions.SESSION)))
        .orElseGet(() -> pages.console(HttpStatus.GONE, "closed", Map.of("signedOut", false)));
  }

  @Post("/console/sign-out")
  @ConsolePage
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> signOut(@CookieValue(Gatekeeper.COOKIE) String session) {
    sessions.close(session);
    return pages
        .console(HttpStatus.OK, "closed", Map.of("signedOut", true))
        .cookie(cookie("", Duration.ZERO))
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private Cookie cookie(String value, Duration age) {
    return Cookie.of(Gatekeeper.COOKIE, value)
        .path("/console")
        .httpOnly(true)
        .secure("https".equals(installation.baseUrl().getScheme()))
        .sameSite(SameSite.Strict)
        .maxAge(age);
  }
}
