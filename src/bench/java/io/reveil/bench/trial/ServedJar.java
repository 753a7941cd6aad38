package io.reveil.bench.trial;

import io.reveil.job.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jar that is shipped, served as {@code ./reveil serve} does, on the same database and with the same keys. */
public final class ServedJar implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration NAP = Duration.ofMillis(50);

  private final Path jar;
  private final Path home;
  private final Map<String, String> settings;
  private final int port = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  private ServedJar(Path jar, Path home, Map<String, String> settings) throws IOException {
    this.jar = jar;
    this.home = home;
    this.settings = settings;
    this.process = launch();
  }

  /**
   * @param keys those of whoever issued the tokens
   * @param settings of its environment, beside ours
   */
  public static ServedJar start(Path home, Path keys, Map<String, String> settings)
      throws IOException, InterruptedException {
    Path jar = jar();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "Run this as ./reveil bench: it serves the jar that is built.");
    }
    copy(keys, Files.createDirectories(home.resolve("keys")));
    ServedJar server = new ServedJar(jar, home, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> server.process.destroyForcibly()));
    server.awaitHealth();
    return server;
  }

  private static Path jar() {
    try {
      return Path.of(
          Database.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> keys = Files.list(from)) {
      for (Path key : keys.toList()) {
        Files.copy(key, to.resolve(key.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  public void restart() throws IOException, InterruptedException {
    process = launch();
    awaitHealth();
  }

  /** What the server says of itself under this name of Prometheus; 0 if nothing yet. */
  public long meter(String name) {
    try {
      HttpRequest metrics = HttpRequest.newBuilder(uri("/prometheus")).build();
      return Pattern.compile("^" + name + "(?:\\{\\S*)? ([\\d.E]+)", Pattern.MULTILINE)
          .matcher(http.send(metrics, BodyHandlers.ofString()).body())
          .results()
          .mapToLong(line -> Math.round(Double.parseDouble(line.group(1))))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dfile.encoding=UTF-8",
        "-XX:+ExitOnOutOfMemoryError",
        "-jar",
        jar.toString(),
        "serve"));
    builder
        .environment()
        .putAll(Map.of(
            "REVEIL_HOME", home.toString(),
            "REVEIL_PORT", String.valueOf(port),
            "REVEIL_BASE_URL", "http://127.0.0.1:" + port));
    builder.environment().putAll(settings);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile()))
        .start();
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long patience = System.nanoTime() + PATIENCE.toNanos();
    while (!isHealthy()) {
      if (!process.isAlive() || System.nanoTime() > patience) {
        throw new IllegalStateException("The server did not come up and said:\n"
            + Files.readString(home.resolve("server.log")));
      }
      Thread.sleep(NAP);
    }
  }

  private boolean isHealthy() throws InterruptedException {
    try {
      HttpRequest health =
          HttpRequest.newBuilder(uri("/health")).timeout(PATIENCE).build();
      return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  /** As an operator stops it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
