package io.reveil.access;

import io.micronaut.core.annotation.AnnotationMetadata;
import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.filter.ConditionalFilter;
import io.micronaut.http.server.filter.FilterBodyParser;
import io.micronaut.management.endpoint.annotation.Endpoint;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import io.reveil.kernel.Actor;
import io.reveil.kernel.Fault;
import io.reveil.web.ConsolePage;
import io.reveil.web.Pages;
import io.reveil.web.Public;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Asks each request for what its route demands; a route that demands nothing is closed to everybody. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Gatekeeper.ORDER)
class Gatekeeper implements ConditionalFilter {
  static final int ORDER = -100;
  static final String ACTOR = "reveil.actor";
  static final String COOKIE = "reveil_session";
  private static final String KEY = "X-Api-Key";
  /** Set where the details of health may be told. */
  static final String INSIDER = "reveil.insider";

  private final ApiKeys keys;
  private final Sessions sessions;
  private final FilterBodyParser bodies;

  Gatekeeper(ApiKeys keys, Sessions sessions, FilterBodyParser bodies) {
    this.keys = keys;
    this.sessions = sessions;
    this.bodies = bodies;
  }

  /**
   * Only what is marked as everybody's, and as nothing else, goes by, without a thread of its own to wait on. Of what a
   * browser posts the route is not known yet when this is asked: it comes in, and is let through there.
   */
  @Override
  public boolean isEnabled(HttpRequest<?> request) {
    return RouteAttributes.getRouteMatch(request)
        .map(RouteMatch::getAnnotationMetadata)
        .filter(route -> route.hasAnnotation(Public.class) && !isGuarded(route))
        .isEmpty();
  }

  private static boolean isGuarded(AnnotationMetadata route) {
    return route.hasAnnotation(RequiresScope.class)
        || route.hasAnnotation(ConsolePage.class)
        || route.hasAnnotation(Endpoint.class);
  }

  /** A request that no route matches goes on: it finds nothing. */
  @RequestFilter
  @ExecuteOn(TaskExecutors.BLOCKING)
  void ask(HttpRequest<?> request) {
    RouteAttributes.getRouteMatch(request)
        .map(RouteMatch::getAnnotationMetadata)
        .ifPresent(route -> ask(request, route));
  }

  private void ask(HttpRequest<?> request, AnnotationMetadata route) {
    if (route.hasAnnotation(RequiresScope.class)) {
      askForKey(request, route.enumValues(RequiresScope.class, Scope.class));
    } else if (route.hasAnnotation(ConsolePage.class)) {
      askForSession(request);
    } else if (route.hasAnnotation(Endpoint.class)) {
      askWhoWatches(request, route.stringValue(Endpoint.class).orElse(""));
    } else if (!route.hasAnnotation(Public.class)) {
      throw new Fault(Fault.Kind.FORBIDDEN, "CLOSED", "This address is open to nobody.");
    }
  }

  /**
   * Everybody may ask whether this server is well; how it is, and its figures, are for keys and for this machine (design
   * section 11).
   */
  private void askWhoWatches(HttpRequest<?> request, String endpoint) {
    if (request.getHeaders().contains(KEY) || !(isFromHere(request) || endpoint.equals("health"))) {
      askForKey(request, new Scope[] {Scope.READ});
      request.setAttribute(INSIDER, true);
    } else if (isFromHere(request)) {
      request.setAttribute(INSIDER, true);
    }
  }

  /** What a proxy hands on is not from here, although the proxy is. */
  private static boolean isFromHere(HttpRequest<?> request) {
    return request.getRemoteAddress().getAddress().isLoopbackAddress()
        && !request.getHeaders().contains("X-Forwarded-For")
        && !request.getHeaders().contains("Forwarded");
  }

  private void askForKey(HttpRequest<?> request, Scope[] wanted) {
    ApiKey key = request
        .getHeaders()
        .findFirst(KEY)
        .flatMap(keys::find)
        .orElseThrow(() -> new Fault(
            Fault.Kind.UNAUTHENTICATED,
            "KEY_UNKNOWN",
            "Send a key that is in force as X-Api-Key."));
    if (!key.mayDo(wanted)) {
      throw new Fault(
          Fault.Kind.FORBIDDEN,
          "SCOPE_MISSING",
          "The key “" + key.name() + "” may not do this; it takes the scope "
              + String.join(" or ", Arrays.stream(wanted).map(Scope::name).toList()) + ".");
    }
    request.setAttribute(ACTOR, new Actor.Operator(key.name()));
  }

  private void askForSession(HttpRequest<?> request) {
    String session =
        request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse("");
    String operator = sessions
        .operator(session)
        .orElseThrow(() -> new Fault(
            Fault.Kind.UNAUTHENTICATED,
            "SESSION_CLOSED",
            "No session is open here: run ./reveil console and follow its link."));
    String csrf = csrf(session);
    if (request.getMethod() != HttpMethod.GET && request.getMethod() != HttpMethod.HEAD) {
      refuseUnlessFromOurForm(request, csrf);
    }
    request.setAttribute(ACTOR, new Actor.Operator(operator));
    request.setAttribute(Pages.CSRF, csrf);
  }

  /** The cookie is SameSite=Strict already; the token also holds where a browser does not know that. */
  private void refuseUnlessFromOurForm(HttpRequest<?> request, String csrf) {
    Map<String, Object> form = bodies.parseBody(request).join();
    String sent = String.valueOf(form.get("csrf"));
    if (!MessageDigest.isEqual(
        sent.getBytes(StandardCharsets.UTF_8), csrf.getBytes(StandardCharsets.UTF_8))) {
      throw new Fault(
          Fault.Kind.FORBIDDEN,
          "FORM_UNKNOWN",
          "This form was not made for this session: reload the page.");
    }
  }

  /** Made of the session's secret, which no other site can read; one way, so that a page does not show the secret. */
  static String csrf(String session) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Secrets.digest("csrf|" + session));
  }
}
