package io.reveil.consent.suppression;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The secrets that digests of addresses are made with. */
@Command(
    name = "pepper",
    description =
        "Rotates and lists the secrets that the suppression list depends on, while the server runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {PepperCommand.Rotate.class, PepperCommand.ListAll.class},
    footer = {
      "",
      "After a rotation copy REVEIL_HOME/keys/pepper.keys to every other node at once: until it has the file, a",
      "node sends no mail. Back it up: without it nobody who left is recognised. Old peppers stay in the file, as",
      "every digest is made with all of them."
    })
public final class PepperCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  PepperCommand() {}

  private static boolean isDone(JsonNode peppers) {
    return behind(peppers) == 0;
  }

  /** How many stored digests are under an older pepper still. */
  private static long behind(JsonNode peppers) {
    return StreamSupport.stream(peppers.spliterator(), false)
        .filter(pepper -> !pepper.path("newest").asBoolean())
        .mapToLong(pepper -> pepper.path("rows").asLong())
        .sum();
  }

  /** Makes a new pepper. */
  @Command(
      name = "rotate",
      description =
          "Makes a new pepper and brings all stored digests under it, also those of people who were erased;"
              + " old unsubscribe links go on. What is left undone, a running server finishes by itself.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:all digests are under the new pepper; with --no-wait, they follow",
        "1:failed, or the server was lost",
        "3:refused: this node lacks a pepper, or somebody rotates just now"
      })
  static final class Rotate extends RemoteCommand {
    @Option(names = "--no-wait", description = "return while stored digests are being rewritten")
    private boolean hasty;

    @Override
    protected int run(ApiClient server) {
      JsonNode pepper = server.post("/api/peppers", Map.of());
      say(
          "Copy REVEIL_HOME/keys/pepper.keys of the server to every other node now, and back it up.");
      if (!hasty) {
        watch(() -> server.get("/api/peppers"), PepperCommand::isDone, Rotate::line);
      }
      print(
          pepper,
          made -> "Digests are made with pepper " + made.path("id").asInt() + " from now on."
              + (hasty ? "" : " All stored ones are under it."));
      return DONE;
    }

    private static String line(JsonNode peppers) {
      return String.format(
          Locale.ROOT, "%,d stored digests under older peppers …", behind(peppers));
    }
  }

  /** Lists the peppers. */
  @Command(
      name = "list",
      description = "Lists all peppers, and how many stored digests are under each; none is shown.")
  static final class ListAll extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.get("/api/peppers"),
          peppers -> StreamSupport.stream(peppers.spliterator(), false)
              .map(ListAll::line)
              .collect(Collectors.joining(System.lineSeparator())));
      return DONE;
    }

    private static String line(JsonNode pepper) {
      return String.format(
          Locale.ROOT,
          "%3d  made %s  digests: %,d  %s",
          pepper.path("id").asInt(),
          pepper.path("createdAt").asText(),
          pepper.path("rows").asLong(),
          pepper.path("newest").asBoolean()
              ? "newest"
              : pepper.path("here").asBoolean() ? "kept" : "missing on this node");
    }
  }
}
