package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The consents of one person, and the withdrawals of all. */
@Command(
    name = "consent",
    description = "Exports the consents of one person, and who withdrew.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {ConsentCommand.Export.class, ConsentCommand.Withdrawals.class},
    footer = {
      "",
      "Example: reveil consent export ada@example.org > ada.json",
      "         reveil consent export --external-id 4711 > phone-only.json",
      "         reveil consent withdrawals --since 2026-11-20T02:00:00Z left.csv",
      "         reveil import suppressions left.csv --source \"before the restore\""
    })
public final class ConsentCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  ConsentCommand() {}

  /** Exports them. */
  @Command(
      name = "export",
      description =
          "Prints every consent of a person as JSON-LD records after ISO/IEC TS 27560 (dpv-27560): notices,"
              + " processing, parties, and each act.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:exported", "1:nobody has this address or number, or the server was lost"})
  static final class Export extends RemoteCommand {
    @ArgGroup(multiplicity = "1")
    private Person person = new Person();

    /** Who it is: one of the two. */
    static final class Person {
      @Parameters(paramLabel = "ADDRESS", description = "the person's e-mail address")
      private @Nullable String email;

      @Option(
          names = "--external-id",
          paramLabel = "NUMBER",
          description = "of a person without an address: how your other systems know them")
      private @Nullable String externalId;
    }

    @Override
    protected int run(ApiClient server) {
      Map<String, Object> sought = new HashMap<>();
      Optional.ofNullable(person.email).ifPresent(email -> sought.put("email", email));
      Optional.ofNullable(person.externalId).ifPresent(number -> sought.put("externalId", number));
      print(server.post("/api/consents/export", sought), JsonNode::toPrettyString);
      return DONE;
    }
  }

  /** Writes to a file who withdrew. */
  @Command(
      name = "withdrawals",
      description =
          "Saves who left or refused which purpose, without an address. Only this installation can read it again"
              + " (import suppressions), as after a restore of an older database.")
  static final class Withdrawals extends RemoteCommand {
    @Option(
        names = "--since",
        paramLabel = "INSTANT",
        description =
            "only what was recorded from then on, as 2026-11-20T02:00:00Z: before the oldest backup you may restore")
    private Instant since = Instant.EPOCH;

    @Parameters(paramLabel = "FILE", description = "where to save it, as CSV")
    private Path file = Path.of("");

    @Override
    protected int run(ApiClient server) {
      server.save("/api/consents/withdrawals.csv?since=" + since, file);
      say("Saved to " + file + ".");
      return DONE;
    }
  }
}
