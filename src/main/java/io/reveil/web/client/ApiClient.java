package io.reveil.web.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.reveil.kernel.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The running server, as commands see it: its URL and a key from the environment, by default those of this machine. */
public final class ApiClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LAST_PORT = 65_535;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final OpenOption[] ANEW = {
    StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING
  };

  private final URI server;
  private final String key;
  private final Duration patience;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /**
   * Speaks to a server.
   *
   * @param patience how long the server may take to answer what it has wholly received
   */
  ApiClient(URI server, String key, Duration patience) {
    this.server = server;
    this.key = key;
    this.patience = patience;
  }

  /** The server does not answer; it may come back. */
  public static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Lost(String sentence) {
      super(sentence);
    }
  }

  /** The server said no, in a sentence. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;

    Refused(int status, String code, String sentence) {
      super(sentence);
      this.status = status;
      this.code = code;
    }

    public int status() {
      return status;
    }

    public String code() {
      return code;
    }

    /** Whether a guard refused what was rightly asked for, rather than the request being wrong. */
    public boolean isByGuard() {
      return status == 409 || status == 422;
    }
  }

  /** A piece of a path: whatever somebody typed, it names one thing. */
  public static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** {@code REVEIL_URL} and {@code REVEIL_API_KEY}; else the server of this machine and the key of its first start. */
  public static ApiClient of(Map<String, String> environment) {
    URI server = Optional.ofNullable(environment.get("REVEIL_URL"))
        .map(url -> address("REVEIL_URL", url))
        .orElseGet(() -> address(
            "REVEIL_PORT", "http://127.0.0.1:" + environment.getOrDefault("REVEIL_PORT", "8080")));
    Path home = Path.of(environment.getOrDefault("REVEIL_HOME", "./var"));
    String key = Optional.ofNullable(environment.get("REVEIL_API_KEY"))
        .orElseGet(() -> keyOf(home.resolve("admin.key")));
    return new ApiClient(server, key, PATIENCE);
  }

  /** With a slash at its end: paths come after it. */
  private static URI address(String variable, String url) {
    try {
      URI address = new URI(url.endsWith("/") ? url : url + "/");
      if (String.valueOf(address.getScheme()).matches("https?")
          && address.getHost() != null
          && address.getPort() <= LAST_PORT) {
        return address;
      }
    } catch (URISyntaxException _) {
      // Refused like any other that leads nowhere.
    }
    throw Fault.invalid(
        variable,
        "%s: no server can be at “%s”; its address is written as in http://127.0.0.1:8080."
            .formatted(variable, url));
  }

  private static String keyOf(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + "; set REVEIL_API_KEY", e);
    }
  }

  /** The same server, which may take so long to answer. */
  ApiClient patient(Duration longer) {
    return new ApiClient(server, key, longer);
  }

  public JsonNode get(String path) {
    return json(send(request(path).GET()));
  }

  /** Where the answer is no JSON. */
  public String text(String path) {
    return send(request(path).setHeader("Accept", "*/*").GET()).body();
  }

  /** Saves an answer that is no JSON in place of what the file held, streamed: it may be of any size. */
  public void save(String path, Path file) {
    HttpRequest request =
        request(path).setHeader("Accept", "*/*").timeout(patience).GET().build();
    accepted(http.sendAsync(
        request,
        head -> head.statusCode() < 400
            ? BodySubscribers.mapping(BodySubscribers.ofFile(file, ANEW), _ -> "")
            : BodySubscribers.ofString(StandardCharsets.UTF_8)));
  }

  public JsonNode post(String path, Map<String, ?> body) {
    try {
      return post(path, "application/json", BodyPublishers.ofString(JSON.writeValueAsString(body)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not plain values", e);
    }
  }

  /** The content of a file, streamed: it may be of any size. */
  public JsonNode post(String path, String contentType, Path file) {
    try {
      return post(path, contentType, BodyPublishers.ofFile(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private JsonNode post(String path, String contentType, BodyPublisher body) {
    Upload upload = new Upload(body);
    HttpRequest request =
        request(path).header("Content-Type", contentType).POST(upload).build();
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.ofString());
    return json(accepted(answer.applyToEither(
        upload
            .gone()
            .thenCompose(_ -> answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)),
        Function.identity())));
  }

  public JsonNode delete(String path) {
    return json(send(request(path).DELETE()));
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            server.resolve(path.startsWith("/") ? path.substring(1) : path))
        .header("Accept", "application/json");
    return key.isEmpty() ? request : request.header("X-Api-Key", key);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    return accepted(http.sendAsync(request.timeout(patience).build(), BodyHandlers.ofString()));
  }

  private HttpResponse<String> accepted(CompletableFuture<HttpResponse<String>> coming) {
    try {
      HttpResponse<String> answer = coming.get();
      if (answer.statusCode() >= 400) {
        throw refused(answer);
      }
      return answer;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FileSystemException refused) {
        throw new UncheckedIOException("cannot write " + refused.getMessage(), refused);
      }
      throw new Lost(
          isLate(e.getCause())
              ? "Réveil at %s has not answered within %d s; it may still be at work, and what was asked may yet be done."
                  .formatted(server, patience.toSeconds())
              : "Réveil does not answer at " + server
                  + ": start it with ./reveil serve, or say in REVEIL_URL where it is.");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether it has the question and is silent, rather than away. */
  private static boolean isLate(@Nullable Throwable failure) {
    return failure instanceof TimeoutException
        || (failure instanceof HttpTimeoutException
            && !(failure instanceof HttpConnectTimeoutException));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return answer.body().isBlank() ? MissingNode.getInstance() : JSON.readTree(answer.body());
    } catch (JsonProcessingException _) {
      throw new Refused(
          answer.statusCode(), "NOT_REVEIL", "What answers there is not Réveil: check REVEIL_URL.");
    }
  }

  private static Refused refused(HttpResponse<String> answer) {
    JsonNode problem = json(answer);
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      return new Refused(
          status,
          problem.path("code").asText(),
          problem.path("detail").asText()
              + " The key comes from REVEIL_API_KEY, or from REVEIL_HOME/admin.key.");
    }
    String fields = StreamSupport.stream(problem.path("errors").spliterator(), false)
        .map(wrong -> wrong.path("message").asText())
        .filter(message -> !problem.path("detail").asText().contains(message))
        .map(message -> "\n  " + message)
        .collect(Collectors.joining());
    return new Refused(
        status, problem.path("code").asText(), problem.path("detail").asText() + fields);
  }
}
