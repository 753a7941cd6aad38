package io.reveil.web;

import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/** On every answer, also on errors: nothing is stored, indexed, framed, guessed or told to others (C11). */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
@Order(Ordered.HIGHEST_PRECEDENCE)
class SecurityHeaders {
  static final String POLICY = "Content-Security-Policy";
  static final String LETTER_POLICY =
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'";
  static final String CONSOLE_POLICY = LETTER_POLICY + "; script-src 'self'; connect-src 'self'";
  private static final String NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'";

  @ResponseFilter
  void add(MutableHttpResponse<?> response) {
    unlessSet(response, HttpHeaders.CACHE_CONTROL, "no-store");
    unlessSet(response, POLICY, NO_PAGE_POLICY);
    response.getHeaders().set("Referrer-Policy", "no-referrer");
    response.getHeaders().set("X-Robots-Tag", "noindex");
    response.getHeaders().set("X-Content-Type-Options", "nosniff");
  }

  private static void unlessSet(MutableHttpResponse<?> response, String name, String value) {
    if (!response.getHeaders().contains(name)) {
      response.getHeaders().set(name, value);
    }
  }
}
