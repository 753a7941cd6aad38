package io.reveil;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;

/**
 * What each account may do, as a script for MariaDB and MySQL. The account of the application adds to the ledger and
 * reads it, and the server itself refuses it to change or delete what stands there (E8).
 *
 * @param schema the database on the server
 * @param user the account of the application, as {@code 'reveil'@'localhost'}
 * @param migrationUser the account that makes and alters tables
 */
record Grants(String schema, String user, String migrationUser) {
  /** Rows are added, and stay for ever; what an erasure deletes stands elsewhere (E9). */
  static final Set<String> APPEND_ONLY =
      Set.of("consent_event", "notice", "seal_block", "seal_entry");

  /** The values behind the commitments: an erasure deletes them, and nothing changes them. */
  static final Set<String> NEVER_CHANGED = Set.of("consent_opening");

  /** The tables of this version of Réveil, made in memory by its own migrations. */
  static List<String> tables() {
    String url = "jdbc:h2:mem:grants;MODE=MySQL;DATABASE_TO_LOWER=TRUE"
        + ";CASE_INSENSITIVE_IDENTIFIERS=TRUE";
    try (Connection kept = DriverManager.getConnection(url);
        var statement = kept.createStatement()) {
      Flyway.configure().dataSource(url, "", "").load().migrate();
      List<String> tables = new ArrayList<>();
      try (var rows = statement.executeQuery("""
              SELECT table_name
                FROM information_schema.tables
               WHERE table_schema = SCHEMA()
                 AND table_name <> 'flyway_schema_history'
               ORDER BY table_name
              """)) {
        while (rows.next()) {
          tables.add(rows.getString(1));
        }
      }
      return tables;
    } catch (SQLException e) {
      throw new IllegalStateException("the migrations do not run in memory", e);
    }
  }

  List<String> statements() {
    List<String> statements = new ArrayList<>();
    statements.add("REVOKE ALL PRIVILEGES, GRANT OPTION FROM %1$s".formatted(user));
    statements.add("GRANT ALL PRIVILEGES ON `%s`.* TO %s".formatted(schema, migrationUser));
    for (String table : tables()) {
      // A server grants on a table that is yet to be made only together with CREATE.
      statements.add(
          "GRANT CREATE, %s ON `%s`.`%s` TO %s".formatted(rights(table), schema, table, user));
      statements.add("REVOKE CREATE ON `%1$s`.`%2$s` FROM %3$s".formatted(schema, table, user));
    }
    return statements;
  }

  private static String rights(String table) {
    if (APPEND_ONLY.contains(table)) {
      return "SELECT, INSERT";
    }
    return NEVER_CHANGED.contains(table)
        ? "SELECT, INSERT, DELETE"
        : "SELECT, INSERT, UPDATE, DELETE";
  }
}
