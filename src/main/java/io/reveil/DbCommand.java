package io.reveil;

import io.reveil.web.client.RemoteCommand;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The database server. */
@Command(
    name = "db",
    description = "Prints what the database server is to be told.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = DbCommand.Print.class)
class DbCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  /** Prints the grants. */
  @Command(
      name = "grants",
      description =
          "Prints the grants for MariaDB or MySQL under which Réveil can add to its ledger and read it, but"
              + " neither change nor delete what stands there. No server is asked.",
      footer = {
        "",
        "Make the two accounts first; apply the script before the first start, and again before each start",
        "of a newer Réveil. Tell the server both: REVEIL_DB_USER, REVEIL_DB_MIGRATION_USER.",
        "",
        "Example: reveil db grants --schema reveil | mariadb -u root"
      },
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {"0:printed", "2:wrong usage"})
  static class Print implements Callable<Integer> {
    private static final String NAME = "[A-Za-z0-9_]{1,64}";
    private static final String ACCOUNT = "[A-Za-z0-9_.-]{1,80}@[A-Za-z0-9_.:%/-]{1,255}";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
        names = "--schema",
        defaultValue = "reveil",
        paramLabel = "NAME",
        description = "the database on the server; ${DEFAULT-VALUE} by default")
    @SuppressWarnings("NullAway.Init")
    private String schema;

    @Option(
        names = "--user",
        defaultValue = "reveil@localhost",
        paramLabel = "NAME@HOST",
        description = "the account of the application; ${DEFAULT-VALUE} by default")
    @SuppressWarnings("NullAway.Init")
    private String user;

    @Option(
        names = "--migration-user",
        defaultValue = "reveil_migration@localhost",
        paramLabel = "NAME@HOST",
        description = "the account that makes the tables; ${DEFAULT-VALUE} by default")
    @SuppressWarnings("NullAway.Init")
    private String migrationUser;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "show this and exit")
    boolean help;

    @Override
    public Integer call() {
      require(schema.matches(NAME), "--schema: write letters, digits and _ only.");
      Grants grants =
          new Grants(schema, account("--user", user), account("--migration-user", migrationUser));
      PrintWriter out = spec.commandLine().getOut();
      out.println("-- Under these grants Réveil adds to its ledger and cannot change it.");
      grants.statements().forEach(statement -> out.println(statement + ";"));
      out.flush();
      return RemoteCommand.DONE;
    }

    private String account(String option, String account) {
      require(account.matches(ACCOUNT), option + ": write NAME@HOST, such as reveil@10.0.0.5.");
      int at = account.indexOf('@');
      return "'%s'@'%s'".formatted(account.substring(0, at), account.substring(at + 1));
    }

    private void require(boolean right, String sentence) {
      if (!right) {
        throw new ParameterException(spec.commandLine(), sentence);
      }
    }
  }
}
