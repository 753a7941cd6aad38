package io.reveil.bench;

import io.reveil.bench.outage.OutageBench;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The measurements, by name. */
@Command(
    name = "reveil bench",
    description = "Measures Réveil on an empty database of MariaDB or MySQL.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      LedgerBench.class,
      TrackBench.class,
      OutageBench.class,
      TokenBench.class,
      MailboxBench.class
    },
    footer = {
      "",
      "Example: REVEIL_DB_URL=jdbc:mariadb://127.0.0.1:3306/bench REVEIL_DB_USER=root reveil bench ledger"
    })
public final class Bench {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  Bench() {}

  public static void main(String[] args) {
    System.setProperty("logback.configurationFile", "logback-command.xml");
    System.exit(commandLine()
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
        .execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler((failure, command, _) -> {
          command
              .getErr()
              .println(Optional.ofNullable(failure.getMessage()).orElse(failure.toString()));
          return 1;
        });
  }
}
