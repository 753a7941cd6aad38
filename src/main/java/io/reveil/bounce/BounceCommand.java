package io.reveil.bounce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.reveil.bounce.Returned.AutoReplied;
import io.reveil.bounce.Returned.Bounced;
import io.reveil.bounce.Returned.Complained;
import io.reveil.bounce.Returned.Other;
import io.reveil.bounce.Returned.Replied;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how mails that came back are read. Needs no server and changes nothing. */
@Command(
    name = "bounce",
    description = "Reads mails that came back.",
    synopsisSubcommandLabel = "read",
    subcommands = BounceCommand.Read.class)
public class BounceCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  /** One line a file. */
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
        case AutoReplied _ -> Map.of("kind", "AUTO_REPLIED");
        case Other _ -> Map.of("kind", "OTHER");
      };
    }
  }
}
