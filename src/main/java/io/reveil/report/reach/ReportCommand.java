package io.reveil.report.reach;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Reports on the whole base. */
@Command(
    name = "report",
    description = "Reports on the whole base.",
    synopsisSubcommandLabel = "reach",
    subcommands = ReachCommand.class,
    footer = {
      "",
      "Of one wave: reveil wave report CAMPAIGN KEY. Contact by contact: reveil audit --csv FILE.",
      "",
      "Example: reveil report reach --language fr --csv reach.csv"
    })
public final class ReportCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  ReportCommand() {}
}
