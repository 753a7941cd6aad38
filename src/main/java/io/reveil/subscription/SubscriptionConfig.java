package io.reveil.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.time.Duration;

/**
 * How long a request may be confirmed, and when all that is left of it is erased.
 *
 * @param confirmWithin the life of a confirm link: at most 30 days (D9)
 * @param forgetAfter counted from the request; at most 30 days (A12), and not before the link ends
 */
@ConfigurationProperties("reveil.subscription")
public record SubscriptionConfig(Duration confirmWithin, Duration forgetAfter) {
  private static final Duration SHORTEST = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofDays(30);

  public SubscriptionConfig {
    Demands.of("reveil.subscription")
        .that(lies(confirmWithin, SHORTEST), "confirm-within", "it must lie between PT1H and P30D.")
        .that(
            lies(forgetAfter, confirmWithin),
            "forget-after",
            "it must lie between confirm-within and P30D.")
        .orRefuse();
  }

  private static boolean lies(Duration value, Duration least) {
    return value.compareTo(least) >= 0 && value.compareTo(LONGEST) <= 0;
  }
}
