package io.reveil.web.problem;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.ObjectMapper;
import io.reveil.kernel.Language;
import io.reveil.web.Pages;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Problems as answers: a page for who reads pages, JSON for all others. Neither repeats what was sent. */
@Singleton
class Problems {
  private static final MediaType PROBLEM = new MediaType("application/problem+json");
  private static final String RETRY_AFTER_SECONDS = "30";

  private final ObjectMapper json;
  private final Pages pages;

  Problems(ObjectMapper json, Pages pages) {
    this.json = json;
    this.pages = pages;
  }

  MutableHttpResponse<?> answer(HttpRequest<?> request, Problem problem) {
    MutableHttpResponse<?> answer = readsPages(request) ? page(request, problem) : json(problem);
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE.getCode()
        || problem.status() == HttpStatus.TOO_MANY_REQUESTS.getCode()) {
      answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    return answer;
  }

  private static boolean readsPages(HttpRequest<?> request) {
    return !request.getPath().startsWith("/api/")
        && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
  }

  private MutableHttpResponse<?> page(HttpRequest<?> request, Problem problem) {
    Language language = Optional.ofNullable(request.getParameters().get("lang"))
        .or(() -> request.getLocale().map(Locale::toLanguageTag))
        .flatMap(Language::of)
        .orElse(Language.EN);
    return pages.letter(
        HttpStatus.valueOf(problem.status()),
        "problem",
        language,
        Map.of("status", problem.status(), "code", problem.code()));
  }

  private MutableHttpResponse<?> json(Problem problem) {
    try {
      return HttpResponse.status(HttpStatus.valueOf(problem.status()))
          .contentType(PROBLEM)
          .body(json.writeValueAsString(problem));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
