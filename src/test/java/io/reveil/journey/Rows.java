package io.reveil.journey;

import io.reveil.testing.Rig;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every row of every table, to tell whether anything changed. */
final class Rows {
  /** Leases are renewed by time alone, and pace is refilled by it. */
  private static final Set<String> MOVING = Set.of("lease", "pace");

  private Rows() {}

  static Map<String, List<String>> all(Rig rig) {
    Map<String, List<String>> rows = new TreeMap<>();
    rig.database().list("""
            SELECT table_name
              FROM information_schema.tables
             WHERE table_schema = SCHEMA()
               AND table_type LIKE 'BASE%'
            """, row -> row.getString(1)).stream()
        .filter(table -> !MOVING.contains(table))
        .forEach(table -> rows.put(
            table,
            rig.database().list("SELECT * FROM " + table, Rows::text).stream()
                .sorted()
                .toList()));
    return rows;
  }

  /** The tables in which this text stands anywhere. */
  static List<String> naming(Rig rig, String text) {
    return all(rig).entrySet().stream()
        .filter(table -> table.getValue().toString().contains(text))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      text.append(value instanceof byte[] bytes ? Arrays.toString(bytes) : value)
          .append('|');
    }
    return text.toString();
  }
}
