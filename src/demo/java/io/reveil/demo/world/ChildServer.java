package io.reveil.demo.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The real server as a process of its own: the shipped jar, its libraries, and the demo's jar for the clock. It can be
 * killed as a power cut would and started again on the same home.
 */
public final class ChildServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  /** By which the story's relay proves itself where it reports what came back. */
  static final String SECRET = "whsec_"
      + Base64.getEncoder().encodeToString("the relay of the demo, 32 bytes.".getBytes(UTF_8));

  private final Path home;
  private final int smtpPort;
  private final String classPath;
  private final int port = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Process process;

  private ChildServer(Path home, int smtpPort, String classPath, Instant now) {
    this.home = home;
    this.smtpPort = smtpPort;
    this.classPath = classPath;
    this.process = launch(now);
  }

  /** Starts it and waits until it answers. */
  public static ChildServer start(Path home, int smtpPort, String classPath, Instant now) {
    ChildServer server = new ChildServer(home, smtpPort, classPath, now);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.process.destroyForcibly()));
    server.awaitHealth();
    return server;
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** The admin key that the server wrote at its first start. */
  public String adminKey() {
    try {
      return Files.readString(home.resolve("admin.key")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path log() {
    return home.resolve("server.log");
  }

  /** kill -9. */
  public void pullThePlug() {
    process.destroyForcibly();
    process.onExit().join();
  }

  public void restart(Instant now) {
    process = launch(now);
    awaitHealth();
  }

  private Process launch(Instant now) {
    try {
      Files.createDirectories(home);
      ProcessBuilder builder = new ProcessBuilder(List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xmx512m",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-cp",
          classPath,
          "io.reveil.Reveil",
          "serve"));
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("REVEIL_"));
      environment.putAll(settings(now));
      return builder
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException("the server could not be started", e);
    }
  }

  /** As an operator would configure a trial, but for the haste and the short lease: forty days must fit into seconds. */
  private Map<String, String> settings(Instant now) {
    return Map.ofEntries(
        Map.entry("REVEIL_DELIVERY_PROVIDERS_GOOGLE", "gmail.example"),
        Map.entry("REVEIL_DELIVERY_PROVIDERS_ORANGE", "orange.example"),
        Map.entry("REVEIL_DELIVERY_PROVIDERS_FREE", "free.example"),
        Map.entry("REVEIL_DELIVERY_PROVIDERS_LAPOSTE", "laposte.example"),
        Map.entry("REVEIL_HOME", home.toString()),
        Map.entry("REVEIL_FILES", OwnLetters.into(home).toString()),
        Map.entry("REVEIL_TRACKING_LINKS", "IDENTIFIED"),
        Map.entry("REVEIL_INBOUND_HOOK_SECRETS", SECRET),
        Map.entry("REVEIL_PORT", String.valueOf(port)),
        Map.entry("REVEIL_BASE_URL", "http://127.0.0.1:" + port),
        Map.entry("REVEIL_SMTP_HOST", "127.0.0.1"),
        Map.entry("REVEIL_SMTP_PORT", String.valueOf(smtpPort)),
        Map.entry("REVEIL_DELIVERY_LEASE", "PT3S"),
        Map.entry("REVEIL_WEB_POSTS_PER_MINUTE", "100000"),
        Map.entry("REVEIL_DELIVERY_PACE_DEFAULT", "1000/s"),
        Map.entry("REVEIL_JOB_HASTE", "20"),
        Map.entry(DemoClock.VARIABLE, now.toString()));
  }

  private void awaitHealth() {
    boolean answered = Api.until(PATIENCE, () -> !process.isAlive() || isHealthy());
    if (!answered || !process.isAlive()) {
      throw new IllegalStateException("The server did not come up; its log says why: " + log());
    }
  }

  private boolean isHealthy() {
    try {
      HttpRequest health =
          HttpRequest.newBuilder(uri("/health")).timeout(Duration.ofSeconds(2)).build();
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(25, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
