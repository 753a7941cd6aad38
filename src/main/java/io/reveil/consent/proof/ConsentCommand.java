package io.reveil.consent.proof;

import com.fasterxml.jackson.databind.JsonNode;
import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The consents of one person. */
@Command(
    name = "consent",
    description = "Exports the consents of one person.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConsentCommand.Export.class,
    footer = {"", "Example: reveil consent export ada@example.org > ada.json"})
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
      exitCodeList = {"0:exported", "1:nobody has this address, or the server was lost"})
  static final class Export extends RemoteCommand {
    @Parameters(paramLabel = "ADDRESS", description = "the person's e-mail address")
    @SuppressWarnings("NullAway.Init")
    private String address;

    @Override
    protected int run(ApiClient server) {
      print(
          server.post("/api/consents/export", Map.of("email", address)), JsonNode::toPrettyString);
      return DONE;
    }
  }
}
