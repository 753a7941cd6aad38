package io.reveil.intake;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Brings a CSV file in, and waits until its rows are. */
@Command(
    name = "import",
    description =
        "Brings contacts, events, suppressions or invalidations in from a CSV file (UTF-8, first line names the columns).",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      UploadCommand.OfContacts.class,
      UploadCommand.OfEvents.class,
      UploadCommand.OfSuppressions.class,
      UploadCommand.OfInvalidations.class
    },
    footer = {
      "",
      "A file may be imported again at any time: what has not changed is not written, and nobody who left is",
      "subscribed again. Interrupted, an import goes on by itself when the server is back.",
      "",
      "Example: reveil import contacts customers.csv --source-type OWN_FORM --rejects refused.csv"
    })
public final class ImportCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  ImportCommand() {}
}
