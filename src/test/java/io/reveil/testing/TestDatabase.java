package io.reveil.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A new, empty database for one test or one test class, on the engine that the system property
 * {@code reveil.test.database} names: {@code h2}, {@code mariadb} (by the MariaDB driver) or {@code
 * connectorj} (MariaDB by Connector/J).
 */
public final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final String url;
  private final String user;
  private final String drop;

  private TestDatabase(String url, String user, String drop) {
    this.url = url;
    this.user = user;
    this.drop = drop;
  }

  /** Makes a database; the hint becomes part of its name. */
  public static TestDatabase fresh(String hint) {
    String name = "t%d_%s"
        .formatted(COUNT.incrementAndGet(), hint.toLowerCase(Locale.ROOT).replaceAll("\\W", "_"));
    return switch (engine()) {
      case "h2" -> onH2(name);
      case "mariadb" -> onMariaDb("jdbc:mariadb://", name);
      case "connectorj" -> onMariaDb("jdbc:mysql://", name);
      default ->
        throw new IllegalArgumentException(
            "reveil.test.database is h2, mariadb or connectorj, not " + engine());
    };
  }

  /** The engine of this run: {@code h2}, {@code mariadb} or {@code connectorj}. */
  public static String engine() {
    return System.getProperty("reveil.test.database", "h2");
  }

  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  public String password() {
    return "";
  }

  /** What a Micronaut context needs to use this database. */
  public Map<String, Object> properties() {
    return Map.of(
        "datasources.default.url", url,
        "datasources.default.username", user,
        "datasources.default.password", password());
  }

  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password());
  }

  /** Drops the database with all that is in it. */
  @Override
  public void close() {
    run(url, user, drop);
  }

  private static TestDatabase onH2(String name) {
    String options =
        ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE;DB_CLOSE_DELAY=-1";
    return new TestDatabase("jdbc:h2:mem:" + name + options, "sa", "SHUTDOWN");
  }

  private static TestDatabase onMariaDb(String scheme, String name) {
    String server = scheme + Server.RUNNING.address() + "/";
    run(server, "root", "CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
    return new TestDatabase(server + name, "root", "DROP DATABASE " + name);
  }

  private static void run(String url, String user, String statement) {
    try (Connection connection = DriverManager.getConnection(url, user, "");
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException failure) {
      throw new IllegalStateException(statement + " failed on " + url, failure);
    }
  }

  /** Starts the server when the first test asks for it, and only then. */
  private static final class Server {
    static final MariaDbServer RUNNING =
        MariaDbServer.start(System.getProperty("reveil.test.mariadbd", ""));
  }
}
