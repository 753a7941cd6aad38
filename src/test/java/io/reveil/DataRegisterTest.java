package io.reveil;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.reveil.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The register of data: each column of the database, how near it is to a person, how long it is kept. */
class DataRegisterTest {
  private static final Path REGISTER = Path.of("src/docs/data-register.csv");

  @Test
  void everyColumnIsClassifiedAndHasATerm() throws IOException {
    assertThat(register()).allSatisfy(row -> {
      assertThat(row.getField("class")).isIn("none", "personal", "digest", "secret");
      assertThat(row.getField("retention")).isNotBlank();
    });
  }

  /** Where an access request finds it, or why not (GDPR art. 15; {@link RightsExportTest} looks it up). */
  @Test
  void everyPersonalColumnIsExportedOrSaysWhyNot() throws IOException {
    assertThat(register())
        .allSatisfy(row -> assertThat(row.getField("exported"))
            .as("%s.%s", row.getField("table"), row.getField("column"))
            .matches(row.getField("class").equals("personal") ? "no: .+|[a-z]+" : "-"));
  }

  /** What is not in the register is not known to the privacy officer. */
  @Test
  void theRegisterIsTheSchemaNoMoreAndNoLess() throws IOException, SQLException {
    List<String> registered = register().stream()
        .map(row -> row.getField("table") + "." + row.getField("column"))
        .toList();
    var unknown = new TreeSet<>(registered);
    unknown.removeAll(columns());
    var missing = new TreeSet<>(columns());
    missing.removeAll(registered);

    assertThat(registered).doesNotHaveDuplicates();
    assertThat(missing).as("columns that the register lacks").isEmpty();
    assertThat(unknown).as("lines of the register without a column").isEmpty();
  }

  private static List<NamedCsvRecord> register() throws IOException {
    try (var rows = CsvReader.builder().ofNamedCsvRecord(REGISTER)) {
      return rows.stream().toList();
    }
  }

  private static Set<String> columns() throws SQLException {
    var columns = new TreeSet<String>();
    try (var database = TestDatabase.fresh("register")) {
      Flyway.configure()
          .dataSource(database.url(), database.user(), database.password())
          .load()
          .migrate();
      try (Connection connection = database.connect();
          var statement = connection.createStatement();
          var rows = statement.executeQuery("""
                  SELECT table_name, column_name
                    FROM information_schema.columns
                   WHERE table_schema = SCHEMA()
                     AND table_name <> 'flyway_schema_history'
                  """)) {
        while (rows.next()) {
          columns.add(rows.getString(1) + "." + rows.getString(2));
        }
      }
    }
    return columns;
  }
}
