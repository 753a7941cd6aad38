package io.reveil.tracking.figures;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import io.reveil.web.client.Speaking;
import io.reveil.web.client.Whom;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Clicks and opens: why each was taken for a person or a program, and what other rules make of them. */
@Command(
    name = "hits",
    description = "Lists clicks and opens with what they were judged to be, or judges them anew.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {HitsCommand.List.class, HitsCommand.Rejudge.class},
    footer = {
      "",
      "Examples: reveil hits list --external-id 00001 --language fr",
      "          reveil hits list --day 2026-11-21 --class SCAN --json",
      "          reveil hits rejudge --rules 4 --from 2026-11-01"
    })
public final class HitsCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  HitsCommand() {}

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Whose hits, or of which day. */
  static final class Whose {
    @ArgGroup(multiplicity = "1")
    private @Nullable Whom whom;

    @Option(names = "--day", paramLabel = "DAY", description = "all of this day, as in 2026-11-21")
    private @Nullable String day;

    /** As the query of a request; empty if there is no such contact. */
    Optional<String> query(ApiClient server) {
      return whom == null
          ? Optional.of("day=" + encoded(String.valueOf(day)))
          : whom.find(server).map(found -> "contact=" + found.path("id").asText());
    }
  }

  /** Lists hits with the reasons. */
  @Command(
      name = "list",
      description =
          "Lists the clicks and opens of a contact or of a day: what each was judged to be, and why.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:listed", "1:no such contact, or the server was lost"})
  static final class List extends RemoteCommand {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init")
    private Whose whose;

    @Option(names = "--message", paramLabel = "ID", description = "of one mail of the contact")
    private @Nullable Long message;

    @Option(
        names = "--class",
        paramLabel = "CLASS",
        description =
            "SCAN, SUSPECT, UNKNOWN, HUMAN_LIKELY, HUMAN_CONFIRMED; of opens also MACHINE, PROXIED")
    private @Nullable String hitClass;

    @Mixin
    private Speaking speaking = new Speaking();

    @Override
    protected int run(ApiClient server) {
      Optional<String> query = whose.query(server);
      if (query.isEmpty()) {
        say("There is no such contact.");
        return FAILED;
      }
      StringBuilder path = new StringBuilder("/api/hits?limit=500&").append(query.get());
      Optional.ofNullable(message).ifPresent(id -> path.append("&message=").append(id));
      Optional.ofNullable(hitClass).ifPresent(name -> path.append("&class=").append(encoded(name)));
      printAll(last -> page(server, path.toString(), last), this::line);
      return DONE;
    }

    private static JsonNode page(ApiClient server, String path, @Nullable JsonNode last) {
      String after = last == null ? "" : "&after=" + encoded(last.path("after").asText());
      return server.get(path + after).path("hits");
    }

    private String line(JsonNode hit) {
      JsonNode judged = hit.path("judged");
      StringJoiner words = new StringJoiner(" ");
      words.add("%-27s %-5s %-15s %4s"
          .formatted(
              hit.path("at").asText(),
              hit.path("kind").asText(),
              judged.path("hitClass").asText("-"),
              judged.path("score").asText("")));
      words.add("contact " + hit.path("contact").asText());
      words.add("message " + hit.path("message").asText());
      if (hit.has("leadsTo")) {
        words.add("to " + hit.path("leadsTo").asText());
      }
      judged
          .path("reasons")
          .forEach(because -> words.add(System.lineSeparator() + "    "
              + because.path("reason").asText() + ": "
              + because.path("says").path(speaking.language().tag()).asText()));
      return words.toString();
    }
  }

  /** Judges anew what is there. */
  @Command(
      name = "rejudge",
      description = "Judges the hits that are there anew. The raw hits stay as they are.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:judged", "1:the server was lost", "3:another judging is under way"},
      footer = {
        "",
        "Classes and their counters change. A click that is human now counts from the time it was made; what followed",
        "from one that is human no more stands, and is counted and listed (WAS_HUMAN)."
      })
  static final class Rejudge extends RemoteCommand {
    @Option(
        names = "--rules",
        paramLabel = "N",
        description = "by this version of the rules; by default that of reveil.tracking.rules")
    private @Nullable Integer rules;

    @Option(
        names = "--from",
        paramLabel = "DAY",
        description = "hits from this day on, as in 2026-11-01; all by default")
    private @Nullable String from;

    @Mixin
    private Speaking speaking = new Speaking();

    @Override
    protected int run(ApiClient server) {
      Map<String, Object> wanted = new HashMap<>();
      Optional.ofNullable(rules).ifPresent(version -> wanted.put("rules", version));
      Optional.ofNullable(from).ifPresent(day -> wanted.put("from", day));
      String status = server.post("/api/hits/judgings", wanted).path("status").asText();
      JsonNode done = watch(
          () -> server.get(status), run -> run.path("state").asText().equals("DONE"), this::says);
      print(done, this::says);
      return DONE;
    }

    private String says(JsonNode run) {
      return run.path("says").path(speaking.language().tag()).asText();
    }
  }
}
