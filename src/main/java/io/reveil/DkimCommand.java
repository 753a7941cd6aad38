package io.reveil;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.reveil.delivery.dkim.DkimConfig;
import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The signatures of mail. */
@Command(
    name = "dkim",
    description = "Prints what the DNS of the domain that signs mail is to be told.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DkimCommand.Print.class)
class DkimCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  /** Prints the records. */
  @Command(
      name = "record",
      description =
          "Prints the DNS records of the keys that sign mail, as zone files have them, from the same"
              + " settings as serve. No server is asked, and no DNS.",
      footer = {
        "",
        "Publish them before serve signs with these keys; keep the record of a replaced key for a week.",
        "",
        "Example: REVEIL_DKIM_DOMAIN=example.org REVEIL_DKIM_SELECTOR=reveil-2026 \\",
        "         REVEIL_DKIM_KEY=/etc/reveil/dkim.pem reveil dkim record"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:printed",
        "1:nothing signs, or a setting is wrong; each line says what to mend"
      })
  static class Print implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "show this and exit")
    boolean help;

    @Override
    public Integer call() {
      List<String> records = records(Server.context());
      if (records.isEmpty()) {
        spec.commandLine()
            .getErr()
            .println("Réveil signs nothing, so the relay must. To let Réveil sign, give"
                + " REVEIL_DKIM_DOMAIN, REVEIL_DKIM_SELECTOR and REVEIL_DKIM_KEY.");
        return RemoteCommand.FAILED;
      }
      PrintWriter out = spec.commandLine().getOut();
      records.forEach(out::println);
      out.flush();
      return RemoteCommand.DONE;
    }
  }

  /** As configured; none if nothing signs. */
  static List<String> records(ApplicationContextBuilder configured) {
    try (ApplicationContext context = configured.build()) {
      return Settings.check(context).stream()
          .filter(DkimConfig.class::isInstance)
          .flatMap(settings -> ((DkimConfig) settings).records().stream())
          .toList();
    }
  }
}
