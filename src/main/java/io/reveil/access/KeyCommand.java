package io.reveil.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.Scope;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** API keys, for programs and colleagues. */
@Command(
    name = "key",
    description = "Makes, lists and revokes API keys.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {KeyCommand.Create.class, KeyCommand.ListAll.class, KeyCommand.Revoke.class},
    footer = {
      "",
      "Scopes: IMPORT brings contacts and events in · TRIGGER plans and runs waves · READ sees contacts",
      "· PRIVACY proofs and rights · ADMIN all. Give a scheduler TRIGGER only: it cannot read a contact.",
      "",
      "Example: reveil key create --name airflow --scope TRIGGER"
    })
public final class KeyCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  KeyCommand() {}

  /** Makes a key. */
  @Command(
      name = "create",
      description = "Makes a key and prints its secret, which cannot be shown again.")
  static final class Create extends RemoteCommand {
    @Option(
        names = "--name",
        required = true,
        description = "who will use it, as the ledger shows it")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
        names = "--scope",
        required = true,
        split = ",",
        description = "what it may do: ${COMPLETION-CANDIDATES}; several with commas")
    @SuppressWarnings("NullAway.Init")
    private List<Scope> scopes;

    @Override
    protected int run(ApiClient server) {
      JsonNode made = server.post("/api/keys", Map.of("name", name, "scopes", scopes));
      print(made, key -> key.get("key").asText());
      return DONE;
    }
  }

  /** Lists the keys. */
  @Command(name = "list", description = "Lists all keys, the revoked ones too; no secret is shown.")
  static final class ListAll extends RemoteCommand {
    @Override
    protected int run(ApiClient server) {
      print(
          server.get("/api/keys"),
          keys -> StreamSupport.stream(keys.spliterator(), false)
              .map(ListAll::line)
              .collect(Collectors.joining(System.lineSeparator())));
      return DONE;
    }

    private static String line(JsonNode key) {
      String scopes = StreamSupport.stream(key.get("scopes").spliterator(), false)
          .map(JsonNode::asText)
          .collect(Collectors.joining(","));
      return "%-20s %-24s %-24s %s"
          .formatted(
              key.get("id").asText(),
              key.get("name").asText(),
              scopes,
              key.has("revokedAt") ? "revoked " + key.get("revokedAt").asText() : "in force");
    }
  }

  /** Revokes a key. */
  @Command(name = "revoke", description = "Revokes a key; from then on it opens nothing.")
  static final class Revoke extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "as key list shows it")
    private long id;

    @Override
    protected int run(ApiClient server) {
      print(server.delete("/api/keys/" + id), _ -> "Revoked.");
      return DONE;
    }
  }
}
