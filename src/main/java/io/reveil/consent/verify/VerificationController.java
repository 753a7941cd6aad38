package io.reveil.consent.verify;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Map;

/** Starts a verification of the ledger, and says how far it is and what it found. */
@Controller("/api/ledger/verifications")
@ExecuteOn(TaskExecutors.BLOCKING)
@RequiresScope(Scope.PRIVACY)
class VerificationController {
  private final Verifications verifications;

  VerificationController(Verifications verifications) {
    this.verifications = verifications;
  }

  @Post
  @Status(HttpStatus.ACCEPTED)
  Map<String, Object> start() {
    return verifications.start();
  }

  @Get("/{id}")
  Map<String, Object> show(long id) {
    return verifications.find(id);
  }
}
