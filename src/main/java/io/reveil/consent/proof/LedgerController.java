package io.reveil.consent.proof;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.job.Database;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Map;

/** How long the ledger is: whoever fears that something moved it compares two answers. */
@Controller("/api/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
class LedgerController {
  private final Database database;

  LedgerController(Database database) {
    this.database = database;
  }

  @Get
  @RequiresScope(Scope.PRIVACY)
  Map<String, Long> length() {
    long events = database
        .first("SELECT COUNT(*) AS events FROM consent_event", row -> row.getLong("events"))
        .orElseThrow();
    return Map.of("events", events);
  }
}
