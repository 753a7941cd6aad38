package io.reveil.job;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.reveil.kernel.Fault;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Refuses a database that would lose what was acknowledged, or report other row counts than compare-and-set needs,
 * before the migrations touch it (design section 4).
 */
@Singleton
@Order(Ordered.HIGHEST_PRECEDENCE)
class DatabaseCheck implements BeanCreatedEventListener<DataSource> {
  private final String url;
  private final boolean unsafeFlushAllowed;

  DatabaseCheck(@Value("${datasources.default.url}") String url, DatabaseConfig config) {
    this.url = url.toLowerCase(Locale.ROOT);
    this.unsafeFlushAllowed = config.allowUnsafeFlush();
  }

  @Override
  public DataSource onCreated(BeanCreatedEvent<DataSource> event) {
    try (Connection connection = event.getBean().getConnection()) {
      DatabaseMetaData server = connection.getMetaData();
      checkDriver(server.getDriverName(), server.getDatabaseProductVersion());
      if (!url.startsWith("jdbc:h2:")) {
        checkFlush(variable(connection, "innodb_flush_log_at_trx_commit"));
        checkCharacters(variable(connection, "character_set_database"));
      }
      return event.getBean();
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /** MariaDB 10 greets as 5.5.5, and Connector/J then drops the microseconds of what it writes. */
  void checkDriver(String driver, String version) {
    if (version.startsWith("5.5.5-") && driver.toLowerCase(Locale.ROOT).contains("mysql")) {
      throw refused(
          "Write jdbc:mariadb: instead of jdbc:mysql: in REVEIL_DB_URL: this server is a MariaDB 10, and"
              + " MySQL's driver drops the microseconds of every instant there.");
    }
  }

  void checkFlush(String flush) {
    if (!flush.equals("1") && !unsafeFlushAllowed) {
      throw refused(
          "Set innodb_flush_log_at_trx_commit = 1 on the database server (it is " + flush
              + "): otherwise a crash loses acknowledged consents; reveil.db.allow-unsafe-flush=true starts all the same.");
    }
  }

  /** Our texts have French quotes and people have names: anything less breaks at the first of them. */
  void checkCharacters(String characters) {
    if (!characters.equals("utf8mb4")) {
      throw refused(
          "The schema holds " + characters
              + " and not utf8mb4: before the first start, ALTER DATABASE reveil CHARACTER SET utf8mb4 (by the schema’s own name).");
    }
  }

  /** A question that only MySQL and MariaDB understand. */
  private static String variable(Connection connection, String name) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@" + name)) {
      row.next();
      return row.getString(1);
    }
  }

  private static Fault refused(String sentence) {
    return new Fault(Fault.Kind.REFUSED, "DATABASE_UNSAFE", sentence);
  }
}
