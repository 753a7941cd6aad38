package io.reveil.consent.proof;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.reveil.consent.ConsentKey;
import io.reveil.kernel.Channel;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Purpose;
import io.reveil.web.RequiresScope;
import io.reveil.web.Scope;
import java.util.Map;

/** The proof of one consent, for the privacy officer. */
@Controller("/api/contacts/{id}/consents")
@ExecuteOn(TaskExecutors.BLOCKING)
class ProofController {
  private final Proofs proofs;

  ProofController(Proofs proofs) {
    this.proofs = proofs;
  }

  @Get("/{purpose}/proof{?channel}")
  @RequiresScope(Scope.PRIVACY)
  Map<String, Object> proof(
      long id, String purpose, @QueryValue(defaultValue = "EMAIL") Channel channel) {
    return proofs
        .find(new ConsentKey(new ContactId(id), channel, new Purpose(purpose)))
        .orElseThrow(() -> Fault.absent(
            "NO_CONSENT_RECORDED", "Nothing is recorded for this contact, purpose and channel."));
  }
}
