package io.reveil.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.serde.annotation.Serdeable;
import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What every page and endpoint has, whoever wrote it. */
class WebTest {
  @RegisterExtension
  static final Rig rig =
      Rig.with(Map.of("reveil.test.web", "on", "reveil.web.posts-per-minute", "20"));

  private static final HttpClient BROWSER =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  /** Endpoints that fail in each way there is. */
  @Controller("/test-web")
  @Requires(property = "reveil.test.web")
  @Public
  @Introspected
  static class FailingController {
    @Serdeable
    record Note(@Size(max = 3) String text) {}

    @Post("/note")
    Note note(@Body @Valid Note note) {
      return note;
    }

    @Get("/refused")
    String refused() {
      throw new Fault(
          Fault.Kind.CONFLICT,
          "OTHER_WAVE",
          "Another wave has this key.",
          List.of(new Fault.Detail("key", "taken")));
    }

    @Get("/broken")
    String broken() {
      throw new IllegalStateException("ada@example.org broke it");
    }

    @Get("/away")
    String away() {
      throw new IllegalStateException(new SQLTransientConnectionException("no connection"));
    }
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder(rig.uri(path)), headers);
  }

  private static HttpResponse<String> post(String path, String type, String body, String... headers)
      throws Exception {
    return send(
        HttpRequest.newBuilder(rig.uri(path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)),
        headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return BROWSER.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode problem(HttpResponse<String> answer) throws IOException {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    return new ObjectMapper().readTree(answer.body());
  }

  /** (C11) */
  @Test
  void everyAnswerHasTheSecurityHeaders() throws Exception {
    for (String path : List.of("/look.css", "/nothing-here", "/test-web/broken", "/health")) {
      var headers = get(path).headers();

      assertThat(headers.firstValue("Referrer-Policy")).as(path).hasValue("no-referrer");
      assertThat(headers.firstValue("X-Robots-Tag")).as(path).hasValue("noindex");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy")).as(path).isPresent();
      assertThat(headers.allValues("Cache-Control")).as(path).hasSize(1);
    }
    assertThat(get("/nothing-here").headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void theStylesheetIsServedOnceAndNamesNothingOutside() throws Exception {
    HttpResponse<String> first = get("/look.css");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(first.headers().firstValue("Content-Type")).hasValue("text/css; charset=utf-8");
    assertThat(first.body().replaceAll("(?s)/\\*.*?\\*/", ""))
        .doesNotContain("url(", "@import", "http");
    assertThat(get("/look.css", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void aFaultIsAProblemWithItsCodeAndFields() throws Exception {
    HttpResponse<String> answer = get("/test-web/refused");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(problem(answer)).isEqualTo(new ObjectMapper().readTree("""
                {"type":"about:blank","title":"Conflict","status":409,
                 "detail":"Another wave has this key.","code":"OTHER_WAVE",
                 "errors":[{"field":"key","message":"taken"}]}
                """));
  }

  /** (A58) */
  @Test
  void whatTheFrameworkRefusesIsAProblemThatRepeatsNothing() throws Exception {
    String json = "application/json";
    record Case(HttpResponse<String> answer, int status) {}
    for (Case each : List.of(
        new Case(get("/ada@example.org"), 404),
        new Case(get("/test-web/note"), 405),
        new Case(post("/test-web/note", "text/ada", "ada@example.org"), 415),
        new Case(post("/test-web/note", json, "{ada@example.org"), 400),
        new Case(post("/test-web/note", json, "{\"text\": [\"ada@example.org\"]}"), 400),
        new Case(post("/test-web/note", json, ""), 400),
        new Case(post("/test-web/note", json, "{\"text\":\"ada@example.org\"}"), 400),
        new Case(post("/test-web/note", json, "\"" + "a".repeat(2_000_000) + "\""), 413))) {
      assertThat(each.answer().statusCode()).isEqualTo(each.status());
      assertThat(problem(each.answer()).get("status").asInt()).isEqualTo(each.status());
      assertThat(each.answer().body()).doesNotContain("ada").doesNotContain("Exception");
    }
  }

  @Test
  void aFieldThatBreaksItsRuleIsNamed() throws Exception {
    JsonNode problem = problem(post("/test-web/note", "application/json", "{\"text\":\"long\"}"));

    assertThat(problem.get("code").asText()).isEqualTo("INVALID");
    assertThat(problem.get("errors").get(0).get("field").asText()).isEqualTo("text");
  }

  @Test
  void aFailureIsNamedByAnIdOnly() throws Exception {
    HttpResponse<String> answer = get("/test-web/broken");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(problem(answer).get("detail").asText())
        .matches("Something failed on our side\\. The log has it as [0-9a-f]{8}\\.");
  }

  @Test
  void aDatabaseThatIsAwayAsksToTryAgain() throws Exception {
    HttpResponse<String> answer = get("/test-web/away");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("30");
  }

  @Test
  void whoReadsPagesGetsAPage() throws Exception {
    HttpResponse<String> answer =
        get("/nothing-here", "Accept", "text/html,*/*", "Accept-Language", "fr-BE");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'");
    assertThat(answer.body()).contains("Il n’y a rien à cette adresse");
    assertThat(
            get("/nothing-here", "Accept", "text/html", "Accept-Language", "de").body())
        .contains("There is nothing at this address");
    assertThat(problem(get("/api/nothing-here", "Accept", "text/html"))
            .get("status")
            .asInt())
        .isEqualTo(404);
  }

  @Test
  void oneNetworkPostsOnlySoOften() throws Exception {
    String mine = "203.0.113.7";
    for (int i = 0; i < 20; i++) {
      assertThat(note("203.0.113." + i).statusCode()).isEqualTo(200);
    }

    assertThat(note(mine).statusCode()).isEqualTo(429);
    assertThat(note(mine).headers().firstValue("Retry-After")).isPresent();
    assertThat(note("198.51.100.1").statusCode()).isEqualTo(200);
    assertThat(note("198.51.100.1, " + mine).statusCode())
        .as("what stands left of a stranger is the stranger's word")
        .isEqualTo(429);
    assertThat(note("2001:db8:1::1").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> note(String forwardedFor) throws Exception {
    return post(
        "/test-web/note", "application/json", "{\"text\":\"a\"}", "X-Forwarded-For", forwardedFor);
  }
}
