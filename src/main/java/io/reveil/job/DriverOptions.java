package io.reveil.job;

import io.micronaut.configuration.jdbc.hikari.DatasourceConfiguration;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import jakarta.inject.Singleton;

/**
 * Sends a batch in one piece through MySQL's driver, too, which otherwise waits for an answer to each of its rows;
 * MariaDB's does it by itself.
 */
@Singleton
class DriverOptions implements BeanCreatedEventListener<DatasourceConfiguration> {
  @Override
  public DatasourceConfiguration onCreated(BeanCreatedEvent<DatasourceConfiguration> event) {
    return of(event.getBean());
  }

  static DatasourceConfiguration of(DatasourceConfiguration pool) {
    if (pool.getUrl().startsWith("jdbc:mysql:")) {
      pool.addDataSourceProperty("rewriteBatchedStatements", true);
    }
    return pool;
  }
}
