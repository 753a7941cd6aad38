package io.reveil.delivery.lane;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.content.TemplateRef;
import io.reveil.delivery.DeliveryConfig;
import io.reveil.delivery.Message;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** B25. */
class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final RetrySchedule schedule = new RetrySchedule(new DeliveryConfig(
      1,
      Duration.ofSeconds(30),
      List.of(
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8)),
      Duration.ofDays(4),
      "",
      Map.of("google", "gmail.com"),
      Map.of("default", "1/s")));

  @Test
  void thePausesGrowAndEndAfterFourDays() {
    List<Duration> pauses = new ArrayList<>();
    Optional<Instant> next = schedule.next(message(Optional.empty()), 1, NOW);
    while (next.isPresent()) {
      pauses.add(Duration.between(NOW, next.get()));
      next = schedule.next(message(Optional.empty()), pauses.size() + 1, NOW);
    }

    assertThat(pauses)
        .startsWith(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(8));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofHours(88), Duration.ofDays(4));
  }

  @Test
  void nothingIsTriedBeyondTheLifeOfItsLink() {
    Instant end = NOW.plus(Duration.ofMinutes(20));

    assertThat(schedule.next(message(Optional.of(end)), 2, NOW)).hasValue(end);
    assertThat(schedule.next(message(Optional.of(end)), 1, NOW))
        .hasValue(NOW.plus(Duration.ofMinutes(5)));
  }

  private static Message message(Optional<Instant> windowEndsAt) {
    return new Message(
        new ContactId(1),
        2,
        "DOI",
        3,
        "doi",
        Optional.empty(),
        Optional.empty(),
        new TemplateRef("doi", 1),
        Language.FR,
        windowEndsAt);
  }
}
