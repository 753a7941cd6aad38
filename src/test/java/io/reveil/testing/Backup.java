package io.reveil.testing;

import io.reveil.job.Database;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All rows as they were, to be put back: a backup and a restore on any engine. Keys and witness are files, and stay. */
public final class Backup {
  private static final Set<String> NOT_DATA = Set.of("flyway_schema_history", "lease");

  private final Database database;
  private final Map<String, List<Object[]>> tables = new LinkedHashMap<>();

  private Backup(Database database) {
    this.database = database;
  }

  public static Backup of(Rig rig) {
    Backup backup = new Backup(rig.database());
    backup.database.list("""
            SELECT table_name
              FROM information_schema.tables
             WHERE table_schema = SCHEMA()
               AND table_type LIKE 'BASE%'
            """, row -> row.getString(1)).stream()
        .filter(table -> !NOT_DATA.contains(table))
        .forEach(table -> backup.tables.put(
            table, backup.database.list("SELECT * FROM " + table, Backup::values)));
    return backup;
  }

  public void restore() {
    database.write(() -> tables.forEach((table, rows) -> {
      database.update("DELETE FROM " + table);
      if (!rows.isEmpty()) {
        int columns = rows.getFirst().length;
        database.batch(
            "INSERT INTO %s VALUES (%s)"
                .formatted(table, String.join(", ", Collections.nCopies(columns, "?"))),
            rows);
      }
    }));
  }

  private static Object[] values(ResultSet row) throws SQLException {
    ResultSetMetaData columns = row.getMetaData();
    List<Object> values = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      values.add(Optional.ofNullable(value(row, i, columns.getColumnType(i))));
    }
    return values.toArray();
  }

  /** As text, which both engines read back as they wrote it; bytes are bytes. */
  private static @Nullable Object value(ResultSet row, int column, int type) throws SQLException {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> row.getBytes(column);
      default -> row.getString(column);
    };
  }
}
