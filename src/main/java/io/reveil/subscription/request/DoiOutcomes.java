package io.reveil.subscription.request;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.Settled;
import io.reveil.subscription.SubscriptionConfig;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes into the ledger that the DOI mail left, which is part of the proof (A10). The time to the reminder runs from
 * there: a mail that waited or never left is not reminded of sooner.
 */
@Singleton
class DoiOutcomes implements Outcomes {
  private static final Set<String> KINDS = Set.of(DoiLetters.KIND, MoveLetters.KIND);

  private final Requests requests;
  private final ReminderDates dates;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final SubscriptionConfig config;

  DoiOutcomes(
      Requests requests,
      ReminderDates dates,
      Purposes purposes,
      ConsentLedger ledger,
      SubscriptionConfig config) {
    this.requests = requests;
    this.dates = dates;
    this.purposes = purposes;
    this.ledger = ledger;
    this.config = config;
  }

  @Override
  public void settled(List<Settled> messages) {
    List<Settled> sent = messages.stream()
        .filter(one -> KINDS.contains(one.message().kind()))
        .filter(one -> one.state() == MessageState.SENT)
        .toList();
    Map<Long, Request> asked = requests
        .list(
            sent.stream().map(one -> one.message().contact()).distinct().toList(),
            sent.stream().map(one -> one.message().originId()).distinct().toList())
        .stream()
        .collect(Collectors.toMap(Request::id, Function.identity()));
    for (Settled one : sent) {
      Request request = asked.get(one.message().originId());
      if (request != null) {
        record(request, one);
        remindLater(request, one);
      }
    }
  }

  private void remindLater(Request request, Settled sent) {
    if (sent.message().id() == request.doiMessage() && request.move().isEmpty()) {
      config
          .reminder()
          .map(sent.at()::plus)
          .filter(at -> at.isBefore(request.expiresAt()))
          .ifPresent(at -> dates.set(request, at));
    }
  }

  private void record(Request request, Settled sent) {
    for (Request.Asked asked : request.purposes()) {
      ledger.recordDoiSent(
          purposes.key(request.contact(), asked.purpose()),
          new Evidence.DoiMailSent(
              sent.at(), request.id(), sent.messageIdHeader(), asked.notice()));
    }
  }
}
