package io.reveil.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;

/** Talks to the API with the key of the first start, as scripts do. */
public final class KeyedClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Rig rig;
  private final HttpClient client = HttpClient.newHttpClient();

  public KeyedClient(Rig rig) {
    this.rig = rig;
  }

  public record Answer(int status, JsonNode body) {}

  public Answer get(String path) {
    return send(path, HttpRequest.newBuilder().GET());
  }

  public Answer post(String path, String type, String body) {
    return send(
        path,
        HttpRequest.newBuilder().header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  /** An answer that is no JSON. */
  public String text(String path) {
    return exchange(path, "*/*", HttpRequest.newBuilder().GET()).body();
  }

  private Answer send(String path, HttpRequest.Builder request) {
    HttpResponse<String> answer = exchange(path, "application/json", request);
    try {
      return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> exchange(String path, String accept, HttpRequest.Builder request) {
    try {
      return client.send(
          request
              .uri(rig.uri(path))
              .header("Accept", accept)
              .header(
                  "X-Api-Key", Files.readString(rig.home().resolve("admin.key")).strip())
              .build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
