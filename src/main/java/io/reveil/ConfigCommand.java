package io.reveil;

import io.micronaut.context.ApplicationContext;
import io.micronaut.inject.BeanDefinition;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.web.client.RemoteCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the configuration. */
@Command(
    name = "config",
    description = "Checks the configuration.",
    synopsisSubcommandLabel = "check",
    subcommands = ConfigCommand.Check.class)
class ConfigCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this and exit")
  boolean help;

  /** Builds all of Réveil on an empty database in memory and a home that is thrown away, and serves nothing. */
  @Command(
      name = "check",
      description =
          "Checks config/, templates/ and the environment without starting: nothing is served,"
              + " written or sent, and the database is not opened; what only it knows (keys in use, whom people"
              + " agreed to), serve checks.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:serve would accept this configuration",
        "1:it would not; each line says what to mend"
      })
  static class Check implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "print JSON for programs")
    private boolean json;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "show this and exit")
    boolean help;

    @Override
    public Integer call() throws IOException {
      Set<String> faults = faults();
      if (!faults.isEmpty()) {
        faults.forEach(spec.commandLine().getErr()::println);
        return RemoteCommand.FAILED;
      }
      spec.commandLine().getOut().println(json ? "{\"ok\":true}" : "The configuration is good.");
      return RemoteCommand.DONE;
    }

    /** The settings as they are; and if these are good, what all of Réveil says to its files. */
    private static Set<String> faults() throws IOException {
      try (ApplicationContext asConfigured = Server.context().build()) {
        Settings.check(asConfigured);
        return faultsOfFiles();
      } catch (RuntimeException e) {
        return Set.of(Server.sentence(e));
      }
    }

    private static Set<String> faultsOfFiles() throws IOException {
      Path home = Files.createTempDirectory("reveil-check-");
      try (ApplicationContext context = Server.context(
              "-reveil.home=" + home,
              "-datasources.default.url=jdbc:h2:mem:check;MODE=MySQL;DATABASE_TO_LOWER=TRUE"
                  + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE",
              "-datasources.default.username=sa",
              "-datasources.default.password=",
              "-reveil.db.migration-user=",
              "-reveil.job.enabled=false")
          .start()) {
        context.getBean(EmbeddedServer.class);
        Set<String> faults = new LinkedHashSet<>();
        ours(context).forEach(bean -> faultOf(context, bean).ifPresent(faults::add));
        return faults;
      } finally {
        delete(home);
      }
    }

    private static Optional<String> faultOf(ApplicationContext context, BeanDefinition<?> bean) {
      try {
        context.getBean(bean);
        return Optional.empty();
      } catch (RuntimeException e) {
        return Optional.of(Server.sentence(e));
      }
    }

    private static Stream<BeanDefinition<?>> ours(ApplicationContext context) {
      return context.getAllBeanDefinitions().stream()
          .filter(bean -> bean.getBeanType().getPackageName().startsWith("io.reveil"))
          .filter(bean -> bean.isSingleton() && !bean.isAbstract())
          .map(bean -> (BeanDefinition<?>) bean);
    }

    private static void delete(Path home) throws IOException {
      try (Stream<Path> files = Files.walk(home)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> {
          try {
            Files.delete(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
      }
    }
  }
}
