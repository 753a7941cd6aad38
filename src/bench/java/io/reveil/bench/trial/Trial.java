package io.reveil.bench.trial;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ConfigurableApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import io.reveil.job.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Réveil in this process, on the empty database of REVEIL_DB_URL, with a home of its own and no background work. */
public final class Trial implements AutoCloseable {
  /** A mail that exists here only, and how many links it has. */
  public static final String TEMPLATE = "bench";

  public static final int LINKS = 9;

  private final ApplicationContext context;
  private final Path home;

  private Trial(ApplicationContext context, Path home) {
    this.context = context;
    this.home = home;
  }

  /** @throws ParameterException if the database is none to measure on; then nothing was done to it */
  public static Trial open(CommandLine line, Map<String, Object> settings) {
    Trial trial = of(settings);
    try {
      trial.objection().ifPresent(sentence -> {
        throw new ParameterException(line, sentence);
      });
      trial.context.start();
      return trial;
    } catch (RuntimeException e) {
      trial.close();
      throw e;
    }
  }

  /** On a database of the caller's. */
  public static Trial start(Map<String, Object> settings) {
    Trial trial = of(settings);
    trial.context.start();
    return trial;
  }

  private static Trial of(Map<String, Object> settings) {
    try {
      Path home = Files.createTempDirectory("reveil-bench-");
      Map<String, Object> all = new HashMap<>(settings);
      all.put("reveil.home", home.toString());
      all.put("reveil.files", template(home.resolve("files")).toString());
      all.put("reveil.job.enabled", "false");
      all.put("micronaut.server.port", "-1");
      return new Trial(
          ApplicationContext.builder(all)
              .banner(false)
              .deduceEnvironment(false)
              .overrideConfigLocations("classpath:config/", "file:config/")
              .build(),
          home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<String> objection() {
    ((ConfigurableApplicationContext) context).configure();
    context.getEnvironment().start();
    String url = setting("datasources.default.url");
    if (url.startsWith("jdbc:h2:")) {
      return Optional.of(
          "Name an empty database of MariaDB or MySQL in REVEIL_DB_URL, as in"
              + " jdbc:mariadb://127.0.0.1:3306/bench; the embedded one is for trials and is not measured.");
    }
    try (Connection connection = DriverManager.getConnection(
            url, setting("datasources.default.username"), setting("datasources.default.password"));
        var statement = connection.createStatement();
        ResultSet tables = statement.executeQuery(
            "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = SCHEMA()")) {
      tables.next();
      return tables.getInt(1) == 0
          ? Optional.empty()
          : Optional.of(
              "This database holds something already: name an empty one in REVEIL_DB_URL.");
    } catch (SQLException e) {
      return Optional.of("The database of REVEIL_DB_URL does not let us in: " + e.getMessage());
    }
  }

  /** A mail with links of its author's; those that are shipped have none. */
  private static Path template(Path files) throws IOException {
    Path folder = Files.createDirectories(files.resolve("templates/email").resolve(TEMPLATE));
    String links = IntStream.rangeClosed(1, LINKS)
        .mapToObj(number ->
            "<p><a href=\"https://www.example.org/lamps/" + number + "?from=letter\">Lamp</a></p>")
        .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("subject.fr.ftl"), "Lampes");
    Files.writeString(folder.resolve("html.fr.ftlh"), links);
    Files.writeString(folder.resolve("text.fr.ftl"), "Lampes");
    return files;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public ApplicationContext context() {
    return context;
  }

  public Database database() {
    return bean(Database.class);
  }

  public Path home() {
    return home;
  }

  private String setting(String name) {
    return context.getRequiredProperty(name, String.class);
  }

  /** The number that answers a question. */
  public long count(String question) {
    return database().first(question, row -> row.getLong(1)).orElseThrow();
  }

  /** Answers requests from here on. */
  public URI serve() {
    return bean(EmbeddedServer.class).start().getURI();
  }

  @Override
  public void close() {
    context.close();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
