package io.reveil.job;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;

/** Changes of the schema that no migration can know: the columns of fields that an organisation declares. */
@Singleton
public final class SchemaChanges {
  private final Database database;
  private final MigrationAccount account;

  SchemaChanges(Database database, MigrationAccount account) {
    this.database = database;
    this.account = account;
  }

  /** Runs one statement under the account that may change the schema. */
  public void run(String statement) {
    if (!account.isAnother()) {
      database.update(statement);
      return;
    }
    try (Connection connection = account.connect();
        var sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }
}
