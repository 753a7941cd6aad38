package io.reveil;

import io.reveil.access.ConsoleCommand;
import io.reveil.access.KeyCommand;
import io.reveil.bounce.BounceCommand;
import io.reveil.campaign.api.CampaignCommand;
import io.reveil.campaign.api.WaveCommand;
import io.reveil.consent.proof.ConsentCommand;
import io.reveil.consent.suppression.PepperCommand;
import io.reveil.consent.suppression.SuppressionCommand;
import io.reveil.consent.verify.LedgerCommand;
import io.reveil.intake.ImportCommand;
import io.reveil.link.LinkKeyCommand;
import io.reveil.report.ContactCommand;
import io.reveil.report.audit.AuditCommand;
import io.reveil.report.reach.ReportCommand;
import io.reveil.subscription.form.FormCommand;
import io.reveil.tracking.figures.HitsCommand;
import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts what was asked for: the server, or a command that is a client of it. */
@Command(
    name = "reveil",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ServeCommand.class,
      ConfigCommand.class,
      BounceCommand.class,
      DbCommand.class,
      DkimCommand.class,
      ContactCommand.class,
      AuditCommand.class,
      ReportCommand.class,
      ConsoleCommand.class,
      ImportCommand.class,
      CampaignCommand.class,
      WaveCommand.class,
      LedgerCommand.class,
      ConsentCommand.class,
      FormCommand.class,
      HitsCommand.class,
      KeyCommand.class,
      LinkKeyCommand.class,
      PepperCommand.class,
      SuppressionCommand.class,
    },
    description =
        "Wakes up a contact base lawfully: double opt-in, staged win-back mail, proof of every consent.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed, stopped, or the server was lost",
      "2:wrong usage",
      "3:refused by a guard"
    },
    footer = {
      "",
      "Every command but serve, config check, db grants and dkim record is a client of a running server: of",
      "REVEIL_URL with the key REVEIL_API_KEY, by default of the one on this machine with the key of its first",
      "start.",
      "reveil COMMAND --help tells more."
    })
public final class Reveil implements RemoteCommand.WithEnvironment {
  private static final String LOGGING = "logback.configurationFile";

  private final Map<String, String> environment;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  Reveil(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    logAs(args.length > 0 && args[0].equals("serve"));
    CommandLine line = commandLine(System.getenv())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(line.execute(args));
  }

  /**
   * The server logs as configured, a command not at all: it says what it has to say. Set before the first logger is
   * made. Logback looks into the jar before it looks at the disk, where an operator's file must win.
   */
  private static void logAs(boolean server) {
    Path file = Path.of("config/logback.xml");
    String configuration = server ? "config/logback.xml" : "logback-command.xml";
    if (System.getProperty(LOGGING) == null) {
      System.setProperty(
          LOGGING, server && Files.exists(file) ? file.toUri().toString() : configuration);
    }
  }

  /** The commands, for an environment. */
  public static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new Reveil(environment))
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler((failure, command, _) -> {
          command.getErr().println(failure.getMessage());
          return RemoteCommand.FAILED;
        });
  }

  @Override
  public Map<String, String> environment() {
    return environment;
  }
}
