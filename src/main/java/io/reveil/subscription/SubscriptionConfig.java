package io.reveil.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;
import java.time.Duration;

/**
 * How long a request may be confirmed, and when all that is left of it is erased.
 *
 * @param confirmWithin the life of a confirm link: at most 30 days (D9)
 * @param forgetAfter counted from the request; at most 30 days (A12), and not before the link ends
 */
@ConfigurationProperties("reveil.subscription")
public record SubscriptionConfig(Duration confirmWithin, Duration forgetAfter) {
  private static final Duration LONGEST = Duration.ofDays(30);

  public SubscriptionConfig {
    if (confirmWithin.compareTo(Duration.ofHours(1)) < 0 || confirmWithin.compareTo(LONGEST) > 0) {
      throw Fault.invalid(
          "reveil.subscription.confirm-within",
          "reveil.subscription.confirm-within must lie between PT1H and P30D.");
    }
    if (forgetAfter.compareTo(confirmWithin) < 0 || forgetAfter.compareTo(LONGEST) > 0) {
      throw Fault.invalid(
          "reveil.subscription.forget-after",
          "reveil.subscription.forget-after must lie between confirm-within and P30D.");
    }
  }
}
