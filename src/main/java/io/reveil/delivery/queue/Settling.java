package io.reveil.delivery.queue;

import io.micrometer.core.instrument.MeterRegistry;
import io.reveil.activity.Activities;
import io.reveil.activity.StatusRules;
import io.reveil.delivery.Kinds;
import io.reveil.delivery.Message;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.MessageState;
import io.reveil.delivery.Outcomes;
import io.reveil.delivery.ReplyClass;
import io.reveil.delivery.Settled;
import io.reveil.delivery.guard.Failures;
import io.reveil.delivery.guard.Offer;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.NoMail;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Records what became of messages, and tells those who asked. In the transaction of whoever holds the messages. */
@Singleton
public class Settling {
  private final Messages messages;
  private final Failures failures;
  private final Activities activities;
  private final StatusRules statusRules;
  private final Kinds kinds;
  private final MessageIds messageIds;
  private final List<Outcomes> listeners;
  private final MeterRegistry meters;
  private final Clock clock;

  Settling(
      Messages messages,
      Failures failures,
      Activities activities,
      StatusRules statusRules,
      Kinds kinds,
      MessageIds messageIds,
      List<Outcomes> listeners,
      MeterRegistry meters,
      Clock clock) {
    this.messages = messages;
    this.failures = failures;
    this.activities = activities;
    this.statusRules = statusRules;
    this.kinds = kinds;
    this.messageIds = messageIds;
    this.listeners = listeners;
    this.meters = meters;
    this.clock = clock;
  }

  /** Locks are taken as everywhere: activity, enrolment (by the listeners), message; last a provider’s counters, which all lanes share. */
  public void settle(List<Outcome> outcomes) {
    if (outcomes.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
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
    failures.offered(
        outcomes.stream().flatMap(outcome -> offer(outcome).stream()).toList());
    outcomes.forEach(this::count);
  }

  /** What the relay took, or refused for good; in doubt is what it may never have seen. */
  private static Optional<Offer> offer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sent _ -> Optional.of(offer(outcome.of(), Optional.empty(), ""));
      case Outcome.Failed failed ->
        Optional.of(
            offer(outcome.of(), Optional.of(failed.replyClass()), failed.reply().text()));
      case Outcome.Deferred _, Outcome.Held _, Outcome.Dropped _, Outcome.InDoubt _ ->
        Optional.empty();
    };
  }

  private static Offer offer(Queued of, Optional<ReplyClass> refusedFor, String said) {
    Message message = of.message();
    return new Offer(message.contact(), message.id(), of.group(), refusedFor, said);
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
