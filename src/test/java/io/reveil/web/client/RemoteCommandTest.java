package io.reveil.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class RemoteCommandTest {
  @Command(name = "count")
  static final class Count extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      printAll(last -> page(last == null ? 0 : last.asInt()), item -> "item " + item.asText());
      return DONE;
    }

    /** The two numbers that follow, up to 5. */
    private static ArrayNode page(int after) {
      ArrayNode page = new ObjectMapper().createArrayNode();
      for (int number = after + 1; number <= Math.min(after + 2, 5); number++) {
        page.add(number);
      }
      return page;
    }
  }

  @Command(name = "reveil", subcommands = Count.class)
  record Root(Map<String, String> environment) implements RemoteCommand.WithEnvironment {}

  @Test
  void aListIsPrintedWholeHoweverManyPagesItHas() throws Exception {
    JsonNode all = new ObjectMapper().readTree(run("count", "--json"));

    assertThat(all).hasSize(5);
    assertThat(run("count")).isEqualToNormalizingNewlines("""
        item 1
        item 2
        item 3
        item 4
        item 5
        """);
  }

  private static String run(String... words) {
    StringWriter out = new StringWriter();
    new CommandLine(
            new Root(Map.of("REVEIL_URL", "http://127.0.0.1:1", "REVEIL_API_KEY", "unused")))
        .setOut(new PrintWriter(out, true))
        .execute(words);
    return out.toString();
  }
}
