package io.reveil.bounce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.bounce.reading.Complaint;
import io.reveil.bounce.reading.Fate;
import io.reveil.bounce.reading.Returned;
import io.reveil.bounce.reading.Returned.AutoReplied;
import io.reveil.bounce.reading.Returned.Bounced;
import io.reveil.bounce.reading.Returned.Complained;
import io.reveil.bounce.reading.Returned.Other;
import io.reveil.bounce.reading.Returned.Replied;
import io.reveil.bounce.reading.ReturnedMail;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What comes back: how it is read, and the providers that refuse us. */
@Command(
    name = "bounce",
    description = "Reads mails that came back; shows and ends storms of refusals.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {BounceCommand.Read.class, BounceCommand.Storms.class, BounceCommand.Release.class
    })
public class BounceCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  /** One line a file. Needs no server and changes nothing. */
  @Command(
      name = "read",
      description =
          "Says of each mail whether it is a bounce, a complaint or a reply, and of which class."
              + " Nothing is sent or changed, and no server is needed.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:all files were read", "1:a file cannot be opened"})
  static class Read implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "a mail as it came (.eml)")
    @SuppressWarnings("NullAway.Init")
    private List<Path> files;

    @Option(names = "--json", description = "print JSON for programs, one object a line")
    private boolean json;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "show this and exit")
    boolean help;

    @Override
    public Integer call() throws JsonProcessingException {
      PrintWriter out = spec.commandLine().getOut();
      int exit = 0;
      for (Path file : files) {
        try {
          Map<String, Object> told = new LinkedHashMap<>();
          told.put("file", file.toString());
          told.putAll(told(ReturnedMail.read(Files.readAllBytes(file)).returned()));
          out.println(json ? new ObjectMapper().writeValueAsString(told) : line(told));
        } catch (IOException _) {
          spec.commandLine().getErr().println(file + " cannot be opened.");
          exit = 1;
        }
      }
      out.flush();
      return exit;
    }

    private static String line(Map<String, Object> told) {
      return String.join("  ", told.values().stream().map(String::valueOf).toList());
    }

    private static Map<String, Object> told(Returned returned) {
      return switch (returned) {
        case Bounced bounced -> {
          Map<String, Object> told = new LinkedHashMap<>();
          told.put("kind", "BOUNCED");
          told.put("class", bounced.replyClass().map(Enum::name).orElse("none"));
          Fate first = bounced.fates().getFirst();
          told.put("action", first.action().name());
          told.put("code", first.reply().code());
          told.put("text", first.reply().text());
          yield told;
        }
        case Complained(Complaint complaint) -> Map.of("kind", "COMPLAINED " + complaint);
        case Replied _ -> Map.of("kind", "REPLIED");
        case AutoReplied(boolean isSure) ->
          Map.of("kind", isSure ? "AUTO_REPLIED" : "MAYBE_AUTO_REPLIED");
        case Other _ -> Map.of("kind", "OTHER");
      };
    }
  }

  /** Lists the providers that get no mail. */
  @Command(
      name = "storms",
      description =
          "Lists the providers whose mail is stopped since they refuse us, why, and how many failures wait.")
  static final class Storms extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.get("/api/storms"),
          storms -> storms.isEmpty()
              ? "No provider is stopped."
              : StreamSupport.stream(storms.spliterator(), false)
                  .map(Storms::line)
                  .collect(Collectors.joining(System.lineSeparator())));
      return DONE;
    }

    private static String line(JsonNode storm) {
      return "%s  since %s  %d failures wait: %s"
          .formatted(
              storm.path("provider").asText(),
              storm.path("since").asText(),
              storm.path("waiting").asLong(),
              storm.path("because").asText());
    }
  }

  /** Lets a provider's mail go again. */
  @Command(
      name = "release",
      description =
          "Lets the mail to a provider leave again. What failed meanwhile is forgotten unless you say otherwise: an"
              + " address that is gone fails again.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:its mail may leave",
        "1:failed: no mail to it was stopped, or the server was lost"
      })
  static final class Release extends RemoteCommand {
    @Parameters(paramLabel = "PROVIDER", description = "as ./reveil bounce storms lists it")
    @SuppressWarnings("NullAway.Init")
    private String provider;

    @Option(
        names = "--keep-marks",
        description = "count the failures that wait against their addresses after all")
    private boolean keepMarks;

    @Override
    protected int run(ApiClient server) {
      print(
          server.post(
              "/api/storms/" + URLEncoder.encode(provider, StandardCharsets.UTF_8) + "/release",
              Map.of("keepMarks", keepMarks)),
          _ -> "Mail to " + provider + " may leave again. Failures that waited are "
              + (keepMarks ? "counted." : "forgotten."));
      return DONE;
    }
  }
}
