package io.reveil.consent.suppression;

import io.reveil.web.client.ApiClient;
import io.reveil.web.client.RemoteCommand;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who must not be written to. */
@Command(
    name = "suppression",
    description = "Exports the suppression list.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = SuppressionCommand.Export.class,
    footer = {
      "",
      "Example: reveil suppression export optouts.csv",
      "         reveil import suppressions optouts.csv --source \"before the restore\""
    })
public final class SuppressionCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  SuppressionCommand() {}

  /** Writes the list to a file. */
  @Command(
      name = "export",
      description =
          "Saves all objections, complaints and bounces as digests, with source and date. Only this installation"
              + " can read them again (import suppressions), as after a restore of an older database; “this was not"
              + " me”, which ends by itself, is left out.")
  static final class Export extends RemoteCommand {
    @Parameters(paramLabel = "FILE", description = "where to save it, as CSV")
    private Path file = Path.of("");

    @Override
    protected int run(ApiClient server) {
      server.save("/api/suppressions.csv", file);
      say("Saved to " + file + ".");
      return DONE;
    }
  }
}
