package io.reveil.link;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The keys that sign the links of mails. */
@Command(
    name = "link-key",
    description = "Rotates, lists and revokes the keys that sign links, while the server runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LinkKeyCommand.Rotate.class,
      LinkKeyCommand.ListAll.class,
      LinkKeyCommand.Revoke.class
    },
    footer = {
      "",
      "After a rotation copy REVEIL_HOME/keys/link.keys to every other node at once; they take it in",
      "without a restart. Back it up: unsubscribe links are valid for ever."
    })
public final class LinkKeyCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  LinkKeyCommand() {}

  /** Makes a new key. */
  @Command(
      name = "rotate",
      description =
          "Makes a new key, which signs all new links as soon as every node that runs has it; old links go on.")
  static final class Rotate extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.post("/api/link-keys", Map.of()),
          key -> "Key " + key.path("id").asInt()
              + (key.path("signs").asBoolean()
                  ? " signs from now on."
                  : " signs as soon as every node that runs has it."));
      say("Copy REVEIL_HOME/keys/link.keys of the server to every other node, and back it up.");
      return DONE;
    }
  }

  /** Lists the keys. */
  @Command(name = "list", description = "Lists all keys; none is shown.")
  static final class ListAll extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.get("/api/link-keys"),
          keys -> StreamSupport.stream(keys.spliterator(), false)
              .map(ListAll::line)
              .collect(Collectors.joining(System.lineSeparator())));
      return DONE;
    }

    private static String line(JsonNode key) {
      return "%3d  made %s  %s"
          .formatted(
              key.path("id").asInt(),
              key.path("createdAt").asText(),
              key.path("signs").asBoolean()
                  ? "signs"
                  : !key.path("here").asBoolean()
                      ? "missing on this node"
                      : key.path("waits").asBoolean()
                          ? "waits: another node lacks it"
                          : key.has("revokedAt")
                              ? "unsubscribe only, revoked "
                                  + key.path("revokedAt").asText()
                              : "verifies");
    }
  }

  /** Revokes a key. */
  @Command(
      name = "revoke",
      description =
          "Revokes a key that was stolen. Its confirm, stay and preferences links end, those that measure"
              + " clicks and opens, and the names by which bounces and replies are known; its unsubscribe"
              + " links never do.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:revoked",
        "1:no such key, or the server was lost",
        "3:refused: it signs, or --yes is missing"
      })
  static final class Revoke extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "as link-key list shows it")
    private int id;

    @Option(names = "--yes", description = "the links that it signed may break")
    private boolean sure;

    @Override
    protected int run(ApiClient server) {
      print(
          server.post("/api/link-keys/" + id + "/revoke", Map.of("sure", sure)),
          _ -> "Key " + id + " opens nothing but unsubscribe links any more.");
      return DONE;
    }
  }
}
