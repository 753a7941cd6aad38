package io.reveil.demo.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server as its clients see it: an operator with a key, a person with a link, a scanner with neither. */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NONCE = Pattern.compile("name=\"nonce\"\\s+value=\"([^\"]+)\"");

  private static final Set<String> OPEN = Set.of("QUEUED", "RUNNING");
  private static final int POLL_MILLIS = 15;

  private final ChildServer server;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  public Api(ChildServer server) {
    this.server = server;
  }

  /** A GET with the admin key. */
  public JsonNode get(String path) {
    return json(
        send(request(server.uri(path)).header("X-Api-Key", server.adminKey()).GET()));
  }

  /** A GET with the admin key whose answer is no JSON. */
  public String text(String path) {
    return send(request(server.uri(path)).header("X-Api-Key", server.adminKey()).GET())
        .body();
  }

  /** A POST of JSON with the admin key. */
  public JsonNode post(String path, Map<String, ?> body) {
    return json(send(request(server.uri(path))
        .header("X-Api-Key", server.adminKey())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(write(body)))));
  }

  /** A POST of text of another kind with the admin key. */
  public JsonNode post(String path, String mediaType, byte[] body) {
    return json(send(request(server.uri(path))
        .header("X-Api-Key", server.adminKey())
        .header("Content-Type", mediaType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))));
  }

  /** A POST of JSON without a key, with headers that prove who sends it; the status of the answer. */
  public int post(String path, Map<String, String> headers, String body) {
    HttpRequest.Builder request = request(server.uri(path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return send(request).statusCode();
  }

  /** A session of the console, as {@code ./reveil console} and a press on its page open one: the cookie. */
  public String openConsole() {
    URI link = URI.create(post("/api/console-links", Map.of()).path("url").asText());
    HttpResponse<String> opened = send(request(link).POST(HttpRequest.BodyPublishers.noBody()));
    return opened.headers().firstValue("Set-Cookie").orElseThrow();
  }

  /** Brings a file in and waits for the job's end. */
  public JsonNode importFile(String kind, byte[] csv) {
    JsonNode run = post("/api/imports/" + kind, "text/csv", csv);
    String status = "/api/imports/" + run.path("id").asText();
    return await(status, found -> !OPEN.contains(found.path("state").asText()));
  }

  /** Asks again and again until the answer is as wanted. */
  public JsonNode await(String path, Predicate<JsonNode> done) {
    while (true) {
      JsonNode found = get(path);
      if (done.test(found)) {
        return found;
      }
      ChildServer.pause(POLL_MILLIS);
    }
  }

  /** Waits until something is so, for at most this long. */
  public static boolean until(Duration patience, BooleanSupplier holds) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      if (holds.getAsBoolean()) {
        return true;
      }
      ChildServer.pause(POLL_MILLIS);
    }
    return holds.getAsBoolean();
  }

  /** Moves the server's business time, as nobody could without the demo's jar. */
  public void moveClock(Instant now) {
    HttpResponse<String> answer = send(request(server.uri("/demo/clock"))
        .header("Content-Type", "text/plain")
        .POST(HttpRequest.BodyPublishers.ofString(now.toString())));
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException("the clock answered " + answer.statusCode());
    }
  }

  /** What a person does on a page of a mail: opens it, then presses a button. The status of the answer. */
  public int press(URI link, Map<String, String> fields) {
    return press(open(link), fields);
  }

  /** A page that somebody reads. */
  public record Opened(URI link, Optional<String> nonce) {}

  public Opened open(URI link) {
    return new Opened(link, nonce(send(request(link).GET()).body()));
  }

  /** Presses a button of a page that was opened before. The status of the answer. */
  public int press(Opened page, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    page.nonce().ifPresent(value -> all.put("nonce", value));
    return postForm(page.link(), all);
  }

  public int postForm(URI address, Map<String, String> fields) {
    return send(request(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form(fields))))
        .statusCode();
  }

  /** What a scanner does: the status of a GET or HEAD. */
  public int probe(String method, URI address) {
    return send(request(address).method(method, HttpRequest.BodyPublishers.noBody()))
        .statusCode();
  }

  /** The same, in disguise. */
  public int look(Look look) {
    return send(request(look.link())
            .method(look.method(), HttpRequest.BodyPublishers.noBody())
            .header("User-Agent", look.agent())
            .header("X-Forwarded-For", look.from()))
        .statusCode();
  }

  /** A request for one link, by a program that says what it likes of itself, from a network. */
  public record Look(String method, URI link, String agent, String from) {}

  private static Optional<String> nonce(String page) {
    Matcher found = NONCE.matcher(page);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer.request().method() + " "
          + answer.uri().getPath() + " answered " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String write(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
