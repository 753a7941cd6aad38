package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** No address and no token stands in a log, whoever put it there (A58). */
class ScrubbedJsonTest {
  private static final String TOKEN =
      "AQEDAcu8P35ihR1JVndHnPTS-kR6BLzXZJWrJ74lbw3993Pg.IoD5OwxmGmcNNJOJirjuoA";

  private final LoggerContext context = new LoggerContext();

  ScrubbedJsonTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
  }

  @Test
  void addressesAndTokensLeaveMessageAndStackTrace() throws IOException {
    Throwable failure = new IllegalStateException(
        "550 5.1.1 <ada@example.org>: no such user",
        new SQLException("Duplicate entry 'josé.ada@exämple.org' for key 'identity'"));
    LoggingEvent event = new LoggingEvent(
        "fqcn",
        context.getLogger("io.reveil.delivery"),
        Level.ERROR,
        "GET /u/{} failed for {}",
        failure,
        new Object[] {TOKEN, "ada@example.org"});

    String line = new String(new ScrubbedJson().encode(event), StandardCharsets.UTF_8);

    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("message").asText()).isEqualTo("GET /u/<token> failed for <address>");
    assertThat(json.get("stack_trace").asText())
        .contains("550 5.1.1 <<address>>: no such user", "Caused by: java.sql.SQLException");
    assertThat(line).doesNotContain("ada@").doesNotContain("example.org").doesNotContain(TOKEN);
    assertThat(line.lines()).hasSize(1);
  }

  @Test
  void theShippedConfigurationWritesScrubbedLines() throws Exception {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      configurator.doConfigure(Path.of("config/logback.xml").toFile());
      context.getLogger("io.reveil.test").warn("lost {}", "ada@example.org");
    } finally {
      System.setOut(out);
      context.stop();
    }

    assertThat(written.toString(StandardCharsets.UTF_8))
        .contains("\"message\":\"lost <address>\"")
        .doesNotContain("ada@example.org");
  }
}
