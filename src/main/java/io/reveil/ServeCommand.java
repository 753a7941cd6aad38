package io.reveil;

import io.reveil.web.client.RemoteCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the server. */
@Command(
    name = "serve",
    description = "Runs the server until it is told to end (Ctrl-C, SIGTERM).",
    footer = {
      "",
      "It reads config/application.yml, which lists every property, and the environment: REVEIL_HOME,",
      "REVEIL_PORT, REVEIL_BASE_URL, REVEIL_DB_URL, REVEIL_SMTP_HOST, ...",
      "",
      "The first start makes the keys in REVEIL_HOME/keys, which belong into the backup, and an API key",
      "for the commands of this machine in REVEIL_HOME/admin.key.",
      "",
      "Example: REVEIL_PORT=9000 reveil serve"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:it refused to start; the sentence says why",
      "130:ended by Ctrl-C",
      "143:ended by SIGTERM"
    })
class ServeCommand implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  @Override
  public Integer call() {
    Server.run();
    return RemoteCommand.DONE;
  }
}
