package io.reveil.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("sql")
@Tag("smoke")
class TestDatabaseTest {

  @Test
  void eachDatabaseIsEmptyAndItsOwn() throws SQLException {
    try (var first = TestDatabase.fresh("own");
        var second = TestDatabase.fresh("own");
        Connection here = first.connect();
        Connection there = second.connect();
        Statement sql = here.createStatement();
        Statement other = there.createStatement()) {
      sql.execute("CREATE TABLE note (id BIGINT PRIMARY KEY)");

      assertThatThrownBy(() -> other.executeQuery("SELECT id FROM note"))
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void aTimeKeepsItsMicrosecondsAndTextItsSigns() throws SQLException {
    var at = LocalDateTime.parse("2026-03-29T02:30:05.123456");
    try (var database = TestDatabase.fresh("time");
        Connection connection = database.connect();
        Statement sql = connection.createStatement()) {
      sql.execute("CREATE TABLE note (at DATETIME(6), said VARCHAR(20))");
      try (var insert = connection.prepareStatement("INSERT INTO note (at, said) VALUES (?, ?)")) {
        insert.setObject(1, at);
        insert.setString(2, "réveil 🌅");
        insert.executeUpdate();
      }

      try (var row = sql.executeQuery("SELECT at, said FROM note")) {
        assertThat(row.next()).isTrue();
        assertThat(row.getObject(1, LocalDateTime.class)).isEqualTo(at);
        assertThat(row.getString(2)).isEqualTo("réveil 🌅");
      }
    }
  }

  @Test
  void theSessionIsNotInUtc() throws SQLException {
    try (var database = TestDatabase.fresh("zone");
        Connection connection = database.connect();
        Statement sql = connection.createStatement();
        var row = sql.executeQuery("SELECT CURRENT_TIMESTAMP")) {
      row.next();
      var there = row.getObject(1, LocalDateTime.class);

      assertThat(Duration.between(there, LocalDateTime.now(Clock.systemUTC())).abs())
          .isGreaterThan(Duration.ofHours(1));
    }
  }
}
