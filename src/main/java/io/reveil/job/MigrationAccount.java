package io.reveil.job;

import io.micronaut.context.annotation.Value;
import io.micronaut.flyway.FlywayConfigurationCustomizer;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The account that may change the schema, where it is another than the one that works with it: then the latter can
 * neither alter nor drop a table, nor change the ledger (E8).
 */
@Singleton
@Named(MigrationAccount.DATABASE)
class MigrationAccount implements FlywayConfigurationCustomizer {
  static final String DATABASE = "default";

  private final String url;
  private final String user;
  private final String password;

  MigrationAccount(@Value("${datasources.default.url}") String url, DatabaseConfig config) {
    this.url = url;
    this.user = config.migrationUser();
    this.password = config.migrationPassword();
  }

  boolean isAnother() {
    return !user.isEmpty();
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  @Override
  public String getName() {
    return DATABASE;
  }

  @Override
  public void customizeFluentConfiguration(FluentConfiguration flyway) {
    if (isAnother()) {
      flyway.dataSource(url, user, password);
    }
  }
}
