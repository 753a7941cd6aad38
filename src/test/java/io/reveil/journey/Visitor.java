package io.reveil.journey;

import io.reveil.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Somebody with a browser without scripts: opens addresses, fills in forms, presses buttons. Follows no redirect. */
final class Visitor {
  private final Function<String, URI> server;
  private final HttpClient client = HttpClient.newHttpClient();

  Visitor(Rig rig) {
    this(rig::uri);
  }

  /** Of another server than the rig's: turns a path into an address there. */
  Visitor(Function<String, URI> server) {
    this.server = server;
  }

  /** What came back, and where from. */
  record Page(URI at, HttpResponse<String> answer) {
    int status() {
      return answer.statusCode();
    }

    String body() {
      return answer.body();
    }

    String header(String name) {
      return answer.headers().firstValue(name).orElse("");
    }

    Document document() {
      return Jsoup.parse(body(), at.toString());
    }

    String heading() {
      return document().selectXpath("//h1").text();
    }
  }

  /** The link with another tag, spelled as ours are; the four letters are those that can end one (D4). */
  static String forged(String link) {
    return link.substring(0, link.length() - 1) + (link.endsWith("A") ? "Q" : "A");
  }

  /** Opens an address, a path or a link of a mail; the mail's public host is the server under test. */
  Page open(String link) {
    return send(HttpRequest.newBuilder(here(link)).GET());
  }

  Page open(String link, Map<String, String> headers) {
    return probe("GET", link, headers);
  }

  Page head(String link) {
    return probe("HEAD", link, Map.of());
  }

  /** As a robot does: no body, and headers of its own. */
  Page probe(String method, String link, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(here(link)).method(method, HttpRequest.BodyPublishers.noBody());
    headers.forEach(request::header);
    return send(request);
  }

  Page post(String link, String contentType, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(here(link)).POST(HttpRequest.BodyPublishers.ofString(body));
    if (!contentType.isEmpty()) {
      request.header("Content-Type", contentType);
    }
    headers.forEach(request::header);
    return send(request);
  }

  Page post(String link, Map<String, String> values) {
    return post(link, "application/x-www-form-urlencoded", encoded(values.entrySet()), Map.of());
  }

  Page postJson(String link, String json) {
    return post(link, "application/json", json, Map.of());
  }

  /** Presses the button that bears these words, with all that its form holds and what is typed into it. */
  Page press(Page page, String words, Map<String, String> typed) {
    Element button = page.document().select("button").stream()
        .filter(one -> one.text().equals(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button “" + words + "” in " + page.body()));
    Element form = Objects.requireNonNull(button.closest("form"));
    List<Map.Entry<String, String>> values = new ArrayList<>();
    for (Element input : form.select("input[type=hidden]")) {
      values.add(Map.entry(input.attr("name"), input.attr("value")));
    }
    if (!button.attr("name").isEmpty()) {
      values.add(Map.entry(button.attr("name"), button.attr("value")));
    }
    values.addAll(typed.entrySet());
    return post(
        form.absUrl("action"), "application/x-www-form-urlencoded", encoded(values), Map.of());
  }

  Page press(Page page, String words) {
    return press(page, words, Map.of());
  }

  private URI here(String link) {
    URI uri = URI.create(link);
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return server.apply(uri.getRawPath() + query);
  }

  private Page send(HttpRequest.Builder request) {
    HttpRequest built = request.build();
    try {
      return new Page(
          built.uri(),
          client.send(built, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String encoded(Iterable<Map.Entry<String, String>> values) {
    List<String> pairs = new ArrayList<>();
    values.forEach(value -> pairs.add(URLEncoder.encode(value.getKey(), StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value.getValue(), StandardCharsets.UTF_8)));
    return String.join("&", pairs);
  }
}
