package io.reveil.delivery.lane;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.Message;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a mail that was refused for now is offered again (RFC 5321 §4.5.4.1; B25). */
@Singleton
class RetrySchedule {
  private final List<Duration> pauses;
  private final Duration giveUp;

  RetrySchedule(DeliveryConfig config) {
    this.pauses = config.retry();
    this.giveUp = config.giveUp();
  }

  /**
   * The time of the next try, at the latest when the message's window ends; empty if it has been tried long enough.
   *
   * @param attempts how many failed, this one included
   */
  Optional<Instant> next(Message message, int attempts, Instant now) {
    Duration tried = Duration.ZERO;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      tried = tried.plus(pauseAfter(attempt));
    }
    if (tried.compareTo(giveUp) > 0) {
      return Optional.empty();
    }
    Instant due = now.plus(pauseAfter(attempts));
    return Optional.of(message.windowEndsAt().filter(due::isAfter).orElse(due));
  }

  private Duration pauseAfter(int attempt) {
    return pauses.get(Math.min(attempt, pauses.size()) - 1);
  }
}
