package io.reveil.subscription.request;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.job.Database;
import io.reveil.job.Recurring;
import io.reveil.kernel.Actor;
import io.reveil.subscription.NamedAddresses;
import io.reveil.subscription.limit.DoiSendings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Ends requests that nobody confirmed: what was typed goes at once, the rest, with the address, when nothing may be left
 * (A12). In between, the owner of an old link can ask for a new one (D5).
 */
@Singleton
public class Expiry implements Recurring {
  private static final int SLICE = 200;
  private static final Actor.Rule RULE = new Actor.Rule("expiry");

  private final Database database;
  private final Clock clock;
  private final Contacts contacts;
  private final Requests requests;
  private final DoiSendings sendings;
  private final NamedAddresses named;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final Forgetting forgetting;

  Expiry(
      Database database,
      Clock clock,
      Contacts contacts,
      Requests requests,
      DoiSendings sendings,
      NamedAddresses named,
      Purposes purposes,
      ConsentLedger ledger,
      Forgetting forgetting) {
    this.database = database;
    this.clock = clock;
    this.contacts = contacts;
    this.requests = requests;
    this.sendings = sendings;
    this.named = named;
    this.purposes = purposes;
    this.ledger = ledger;
    this.forgetting = forgetting;
  }

  @Override
  public String name() {
    return "request-expiry";
  }

  @Override
  public Duration pause() {
    return Duration.ofMinutes(10);
  }

  @Override
  public boolean round() {
    Instant now = clock.instant();
    List<Request> overdue = requests.listOverdue(now, SLICE);
    overdue.forEach(request -> database.write(() -> expire(request, now)));
    List<Request> past = requests.listForgettable(now, SLICE);
    past.forEach(request -> database.write(() -> forget(request)));
    sendings.forget(now);
    named.forget(now);
    return overdue.size() == SLICE || past.size() == SLICE;
  }

  /**
   * Ends a request that waits, in the caller's transaction: the ledger notes it where no earlier act decided anything, and
   * moves no consent.
   */
  public void expire(Request request, Instant now) {
    if (requests.settle(request, RequestState.EXPIRED, now)) {
      for (Request.Asked asked : request.purposes()) {
        ledger.expire(
            purposes.key(request.contact(), asked.purpose()),
            new Evidence.RuleApplied(now, RULE, Optional.of(request.id())));
      }
      requests.eraseTyped(request);
    }
  }

  /** Who asks at the same moment waits for us, or we see what was asked. */
  private void forget(Request request) {
    contacts.hold(request.contact());
    requests.delete(request);
    if (requests.list(request.contact()).isEmpty()) {
      forgetting.forgetWithRequests(request.contact());
    }
  }
}
