package io.reveil.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverOptionsTest {
  @Test
  void mySqlsDriverSendsABatchInOnePiece() {
    assertThat(options("jdbc:mysql://db:3306/reveil?sslMode=REQUIRED"))
        .containsExactly(Map.entry("rewriteBatchedStatements", true));
  }

  /** One that does not know an option may refuse to connect. */
  @ParameterizedTest
  @ValueSource(strings = {"jdbc:mariadb://db/reveil", "jdbc:h2:file:./db"})
  void otherDriversAreToldNothing(String url) {
    assertThat(options(url)).isEmpty();
  }

  private static Properties options(String url) {
    DatasourceConfiguration pool = new DatasourceConfiguration("default");
    pool.setUrl(url);
    return DriverOptions.of(pool).getDataSourceProperties();
  }
}
