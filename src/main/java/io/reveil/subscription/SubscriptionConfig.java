package io.reveil.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.delivery.Rate;
import io.reveil.kernel.Demands;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * How long a request may be confirmed, when all that is left of it is erased, and how many may come by one form.
 *
 * @param confirmWithin the life of a confirm link: at most 30 days (D9)
 * @param forgetAfter counted from the request; at most 30 days (A12), and not before the link ends
 * @param burst so many sign-ups by one form within {@code burstWithin} are usual (B26)
 * @param heldRate how fast the mails of the others leave
 * @param remindAfter empty: nobody is reminded
 * @param crowd so many other recipients of one mail host that press at once, within {@code crowdWithin}, make another such
 *     press look like a sandbox's
 * @param askTrackingAgain how long after an answer nobody is asked again whether reading may be measured
 */
@ConfigurationProperties("reveil.subscription")
public record SubscriptionConfig(
    Duration confirmWithin,
    Duration forgetAfter,
    int burst,
    Duration burstWithin,
    String heldRate,
    String remindAfter,
    int crowd,
    Duration crowdWithin,
    Duration askTrackingAgain) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);
  /** The pause that an address has between two such mails (B26). */
  private static final Duration SOONEST_REMINDER = Duration.ofHours(24);

  private static final int LARGEST_BURST = 1_000_000;
  private static final Duration SHORTEST_BURST = Duration.ofMinutes(1);
  private static final Duration LONGEST_BURST = Duration.ofDays(1);
  private static final Duration SHORTEST_CROWD = Duration.ofSeconds(1);
  /** Who pressed is remembered no longer than that. */
  private static final Duration LONGEST_CROWD = Duration.ofMinutes(10);

  /** The authority's half a year (A36). */
  private static final Duration SHORTEST_PAUSE = Duration.ofDays(180);

  public SubscriptionConfig {
    Demands.of("reveil.subscription")
        .that(lies(confirmWithin, SHORTEST), "confirm-within", "it must lie between PT1H and P30D.")
        .that(
            lies(forgetAfter, confirmWithin),
            "forget-after",
            "it must lie between confirm-within and P30D.")
        .between("burst", burst, 1, LARGEST_BURST)
        .between("burst-within", burstWithin, SHORTEST_BURST, LONGEST_BURST)
        .that(
            Rate.find(heldRate).isPresent(),
            "held-rate",
            "“" + heldRate + "” is no rate; write it as in 60/h or 2/min.")
        .that(
            remindAfter.isBlank()
                || duration(remindAfter)
                    .filter(after -> after.compareTo(SOONEST_REMINDER) >= 0)
                    .filter(after -> after.compareTo(confirmWithin) < 0)
                    .isPresent(),
            "remind-after",
            "it must lie between PT24H and confirm-within, such as PT48H; leave it empty to remind nobody.")
        .between("crowd", crowd, 1, LARGEST_BURST)
        .between("crowd-within", crowdWithin, SHORTEST_CROWD, LONGEST_CROWD)
        .that(
            askTrackingAgain.compareTo(SHORTEST_PAUSE) >= 0,
            "ask-tracking-again",
            "it must be P180D or more (A36).")
        .orRefuse();
  }

  /** The time between two mails of a form that holds them back. */
  public Duration heldGap() {
    Rate rate = Rate.find(heldRate).orElseThrow();
    return rate.time().dividedBy(rate.count()).truncatedTo(ChronoUnit.MICROS);
  }

  /** How long after its mail left an unanswered request is reminded of, if at all. */
  public Optional<Duration> reminder() {
    return duration(remindAfter);
  }

  private static Optional<Duration> duration(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(Duration.parse(text.strip()));
    } catch (DateTimeParseException _) {
      return Optional.empty();
    }
  }

  private static boolean lies(Duration value, Duration least) {
    return value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0;
  }
}
