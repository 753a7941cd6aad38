package io.reveil.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.demo.world.Base;
import io.reveil.demo.world.ChildServer;
import java.io.File;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that is shipped, started as it is: nothing of the demo is in it, and none of its doors opens. */
@Tag("jar")
class ShippedJarTest {
  private static final Path JAR = Path.of("target", "reveil-0.1.jar").toAbsolutePath();
  private static final Path DEMO_JAR = Path.of("target", "reveil-0.1-demo.jar").toAbsolutePath();
  private static final int NO_RELAY = 1;

  private static final List<String> DOORS = List.of(
      "/demo/clock",
      "/demo/index.html",
      "/demo/demo.js",
      "/demo/demo.css",
      "/state",
      "/mail/0",
      "/person/0",
      "/act/sign-up",
      "/act/scanner",
      "/act/storm",
      "/act/days",
      "/act/plug",
      "/act/forget");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void clockControlAndInboxViewerAnswer404(@TempDir Path home) throws Exception {
    try (ChildServer server = ChildServer.start(home, NO_RELAY, JAR.toString(), Base.START)) {
      for (String door : DOORS) {
        assertThat(status(server, door, get())).as("GET " + door).isEqualTo(404);
        assertThat(status(server, door, post())).as("POST " + door).isEqualTo(404);
      }
      assertThat(status(server, "/health", get())).isEqualTo(200);
    }
  }

  /** The same door with the demo's jar beside it: the test above would notice it. */
  @Test
  void withTheDemosJarTheClockIsThere(@TempDir Path home) throws Exception {
    String both = JAR + File.pathSeparator + DEMO_JAR;
    try (ChildServer server = ChildServer.start(home, NO_RELAY, both, Base.START)) {
      assertThat(status(server, "/demo/clock", post())).isEqualTo(200);
    }
  }

  @Test
  void neitherTheDemoNorItsMailboxIsInIt() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile());
        Stream<Path> libraries = Files.list(JAR.resolveSibling("lib"))) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("io/reveil/Reveil.class", "config/application.yml")
          .noneMatch(name -> name.contains("demo"));
      assertThat(libraries.map(library -> library.getFileName().toString()))
          .isNotEmpty()
          .noneMatch(name -> name.contains("greenmail"));
    }
  }

  private int status(ChildServer server, String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.uri(server.uri(path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpRequest.Builder get() {
    return HttpRequest.newBuilder().GET();
  }

  private static HttpRequest.Builder post() {
    return HttpRequest.newBuilder()
        .header("Content-Type", "text/plain")
        .POST(BodyPublishers.ofString(Base.START.toString()));
  }
}
