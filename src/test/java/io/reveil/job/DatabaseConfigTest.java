package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConfigTest {
  private static final String DURABLE = ";WRITE_DELAY=0;REUSE_SPACE=FALSE";

  private static DatabaseConfig config(String url) {
    return new DatabaseConfig(url, "reveil", "secret", "", "secret", false);
  }

  /** (design section 4) */
  @ParameterizedTest
  @CsvSource({
    "jdbc:h2:file:./db, add ;WRITE_DELAY=0;REUSE_SPACE=FALSE",
    "jdbc:h2:file:./db;WRITE_DELAY=0, add ;WRITE_DELAY=0;REUSE_SPACE=FALSE",
    "jdbc:mysql://db/reveil?useAffectedRows=true, take useAffectedRows=true out",
    "jdbc:mariadb://db/reveil?useBulkStmts=true, take useBulkStmts=true out",
    "jdbc:h2:mem:x;MODE=MySQL, a database in memory forgets all consents",
    "JDBC:H2:MEM:x, a database in memory forgets all consents",
    "jdbc:h2:nioMemFS:x, a database in memory forgets all consents",
    "jdbc:h2:split:memLZF:x, a database in memory forgets all consents",
    "jdbc:postgresql://db/reveil, write jdbc:mariadb:",
    "mariadb://db/reveil, write jdbc:mariadb:",
    "'', write jdbc:mariadb:"
  })
  void aDatabaseThatCannotKeepConsentsIsRefusedByName(String url, String fix) {
    assertThatThrownBy(() -> config(url))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.db.url (REVEIL_DB_URL): " + fix)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:file:./db" + DURABLE,
        "jdbc:h2:./mem/x" + DURABLE,
        "jdbc:mariadb://db/reveil",
        "jdbc:mysql://db:3306/reveil?sslMode=REQUIRED"
      })
  void whatKeepsThemIsFine(String url) {
    assertThatCode(() -> config(url)).doesNotThrowAnyException();
  }

  @Test
  void anOperatorMayAllowWhatCanForget() {
    assertThat(
            new DatabaseConfig("jdbc:h2:file:./db", "reveil", "", "", "", true).allowUnsafeFlush())
        .isTrue();
  }

  @Test
  void thePasswordIsNotInWhatIsPrinted() {
    assertThat(config("jdbc:mariadb://db/reveil?password=secret").toString())
        .doesNotContain("secret");
  }
}
