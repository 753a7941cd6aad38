package io.reveil.delivery.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.activity.Activities;
import io.reveil.activity.Standing;
import io.reveil.activity.Status;
import io.reveil.activity.StatusRules;
import io.reveil.contact.Contacts;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.Settled;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records what became of messages, and tells those who asked. In the transaction of whoever holds the messages. */
@Singleton
public class Settling {
  /** At most 3 (CSA); a dormant address that bounces is gone, or worse, recycled (B23). */
  private static final int HARD_BOUNCE_LIMIT = 2;

  private static final int DORMANT_HARD_BOUNCE_LIMIT = 1;

  private final Messages messages;
  private final Contacts contacts;
  private final Activities activities;
  private final StatusRules statusRules;
  private final Kinds kinds;
  private final MessageIds messageIds;
  private final List<Outcomes> listeners;
  private final MeterRegistry meters;
  private final Clock clock;

  Settling(
      Messages messages,
      Contacts contacts,
      Activities activities,
      StatusRules statusRules,
      Kinds kinds,
      MessageIds messageIds,
      List<Outcomes> listeners,
      MeterRegistry meters,
      Clock clock) {
    this.messages = messages;
    this.contacts = contacts;
    this.activities = activities;
    this.statusRules = statusRules;
    this.kinds = kinds;
    this.messageIds = messageIds;
    this.listeners = listeners;
    this.meters = meters;
    this.clock = clock;
  }

  /** Locks are taken as everywhere: contact, activity, enrolment (by the listeners), message. */
  public void settle(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    countHardBounces(outcomes);
    List<ContactId> exposed = outcomes.stream()
        .filter(outcome -> outcome.state() == MessageState.SENT)
        .map(outcome -> outcome.of().message())
        .filter(message -> !kinds.isTransactional(message))
        .map(Message::contact)
        .toList();
    if (!exposed.isEmpty()) {
      activities.recordExposure(exposed, statusRules.today());
    }
    List<Settled> settled = outcomes.stream()
        .filter(outcome -> !outcome.state().isOpen())
        .map(outcome -> settled(outcome, now))
        .toList();
    if (!settled.isEmpty()) {
      listeners.forEach(listener -> listener.settled(settled));
    }
    messages.settle(outcomes, now);
    outcomes.forEach(this::count);
  }

  private void countHardBounces(List<Outcome> outcomes) {
    List<ContactId> bounced = outcomes.stream()
        .filter(outcome ->
            outcome instanceof Outcome.Failed failed && failed.replyClass() == ReplyClass.HARD)
        .filter(outcome -> kinds.isToOwnAddress(outcome.of().message()))
        .map(outcome -> outcome.of().message().contact())
        .toList();
    if (bounced.isEmpty()) {
      return;
    }
    Map<ContactId, Standing> standings = activities.standings(bounced);
    for (ContactId contact : bounced) {
      boolean dormant = Optional.ofNullable(standings.get(contact))
          .map(Standing::status)
          .filter(status -> status == Status.DORMANT || status == Status.EXPIRING)
          .isPresent();
      contacts.recordHardBounce(contact, dormant ? DORMANT_HARD_BOUNCE_LIMIT : HARD_BOUNCE_LIMIT);
    }
  }

  private Settled settled(Outcome outcome, Instant now) {
    Message message = outcome.of().message();
    Optional<NoMail> dropped = outcome instanceof Outcome.Dropped(Queued _, NoMail reason)
        ? Optional.of(reason)
        : Optional.empty();
    Optional<ReplyClass> replyClass = outcome instanceof Outcome.Failed failed
        ? Optional.of(failed.replyClass())
        : Optional.empty();
    return new Settled(
        message,
        outcome.state(),
        now,
        dropped,
        replyClass,
        messageIds.of(message.contact(), message.id()));
  }

  private void count(Outcome outcome) {
    meters
        .counter(
            "reveil.messages",
            "state",
            outcome.state().name(),
            "reason",
            outcome.reason().orElse("none"))
        .increment();
  }
}
