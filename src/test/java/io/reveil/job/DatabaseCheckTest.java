package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import io.reveil.testing.Rig;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("sql")
@Tag("smoke")
class DatabaseCheckTest {
  @RegisterExtension
  static final Rig rig = Rig.standard();

  private static final DatabaseCheck STRICT = check(false);

  private static DatabaseCheck check(boolean unsafeFlushAllowed) {
    String url = "jdbc:mariadb://db/reveil";
    return new DatabaseCheck(
        url, new DatabaseConfig(url, "reveil", "", "", "", unsafeFlushAllowed));
  }

  @Test
  void aMariaDb10ThroughMySqlsDriverIsRefusedSinceItLosesMicroseconds() {
    assertThatThrownBy(() -> STRICT.checkDriver("MySQL Connector/J", "5.5.5-10.11.6-MariaDB"))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("Write jdbc:mariadb: instead of jdbc:mysql: in REVEIL_DB_URL");
    assertThatCode(() -> STRICT.checkDriver("MariaDB Connector/J", "5.5.5-10.11.6-MariaDB"))
        .doesNotThrowAnyException();
    assertThatCode(() -> STRICT.checkDriver("MySQL Connector/J", "8.4.2"))
        .doesNotThrowAnyException();
  }

  @Test
  void aServerThatForgetsCommitsIsRefusedUnlessTold() {
    DatabaseCheck told = check(true);

    assertThatThrownBy(() -> STRICT.checkFlush("2"))
        .hasMessageStartingWith(
            "Set innodb_flush_log_at_trx_commit = 1 on the database server (it is 2)");
    assertThatCode(() -> STRICT.checkFlush("1")).doesNotThrowAnyException();
    assertThatCode(() -> told.checkFlush("2")).doesNotThrowAnyException();
  }

  @Test
  void aSchemaThatCannotHoldOurTextsIsRefusedBeforeItsTablesAreMade() {
    assertThatThrownBy(() -> STRICT.checkCharacters("latin1"))
        .hasMessageStartingWith("The schema holds latin1 and not utf8mb4");
    assertThatCode(() -> STRICT.checkCharacters("utf8mb4")).doesNotThrowAnyException();
  }

  /** Compare-and-set counts on it: to set what is there already is a success. */
  @Test
  void anUpdateCountsTheRowsItFoundAlsoWhereNothingChanges() {
    rig.bean(Leases.class).claim("found-rows", Duration.ofMinutes(1));

    assertThat(rig.database().update("UPDATE lease SET owner = owner WHERE name = ?", "found-rows"))
        .isEqualTo(1);
  }
}
