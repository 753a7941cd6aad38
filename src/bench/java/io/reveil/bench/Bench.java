package io.reveil.bench;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The measurements, by name. */
@Command(
    name = "reveil bench",
    description = "Measures Réveil on an empty database of MariaDB or MySQL.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = LedgerBench.class,
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
    CommandLine line = new CommandLine(new Bench())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }
}
