package io.reveil.subscription.request;

import io.reveil.consent.ledger.ConsentLedger;
import io.reveil.consent.ledger.Evidence;
import io.reveil.consent.wording.Purposes;
import io.reveil.contact.Contacts;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.Settled;
import io.reveil.kernel.ContactId;
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

  private final Contacts contacts;
  private final Requests requests;
  private final ReminderDates dates;
  private final Purposes purposes;
  private final ConsentLedger ledger;
  private final SubscriptionConfig config;

  DoiOutcomes(
      Contacts contacts,
      Requests requests,
      ReminderDates dates,
      Purposes purposes,
      ConsentLedger ledger,
      SubscriptionConfig config) {
    this.contacts = contacts;
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
    Set<ContactId> asked =
        present(sent.stream().map(one -> one.message().contact()).collect(Collectors.toSet()));
    Map<Long, Request> requested = requests
        .list(
            asked, sent.stream().map(one -> one.message().originId()).distinct().toList())
        .stream()
        .collect(Collectors.toMap(Request::id, Function.identity()));
    for (Settled one : sent) {
      Request request = requested.get(one.message().originId());
      if (request != null) {
        record(request, one);
        remindLater(request, one);
      }
    }
  }

  /** A link is in the mailbox before we know that the mail left: who pressed "this was not me" may be erased (B11, A12). */
  private Set<ContactId> present(Set<ContactId> people) {
    contacts.hold(people);
    return contacts.listPresent(people).keySet();
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
