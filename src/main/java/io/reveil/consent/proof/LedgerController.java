package io.reveil.consent.proof;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.consent.seal.SealKeys;
import io.reveil.job.Database;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Map;

/** The ledger as a whole, and the proof of single events. */
@Controller("/api/ledger")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class LedgerController {
  private final Database database;
  private final SealKeys keys;
  private final EventProofs proofs;

  LedgerController(Database database, SealKeys keys, EventProofs proofs) {
    this.database = database;
    this.keys = keys;
    this.proofs = proofs;
  }

  /** How long the ledger is: whoever fears that something moved it compares two answers. */
  @Get
  Map<String, Long> length() {
    long events = database
        .first("SELECT COUNT(*) AS events FROM consent_event", row -> row.getLong("events"))
        .orElseThrow();
    return Map.of("events", events);
  }

  /** The public keys that blocks are signed with, by id: what a stranger verifies with. */
  @Get("/keys")
  Map<String, String> keys() {
    return keys.publicKeys();
  }

  @Get("/events/{id}/proof")
  Map<String, Object> proof(long id) {
    return proofs.of(id);
  }
}
