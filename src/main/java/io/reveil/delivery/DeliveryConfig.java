package io.reveil.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How messages leave. Every property is listed with its default in config/application.yml.
 *
 * @param lanes threads with an SMTP connection each, for waves; single mails have one more
 * @param lease how long what a dead process held waits, in machine time
 * @param retry the pauses after a temporary refusal; the last repeats (B25)
 * @param giveUp how long it is tried altogether
 * @param providers the domains of each mailbox provider, by group
 * @param pace messages a second, minute or hour, by group; {@code default} for the others
 */
@ConfigurationProperties("reveil.delivery")
public record DeliveryConfig(
    @Min(1) @Max(64) int lanes,
    @NotNull Duration lease,
    @NotEmpty List<Duration> retry,
    @NotNull Duration giveUp,
    @NotEmpty Map<String, String> providers,
    @NotEmpty Map<String, String> pace) {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  public DeliveryConfig {
    demand("lease", lease, SHORTEST);
    retry.forEach(pause -> demand("retry", pause, SHORTEST));
    demand("give-up", giveUp, retry.getFirst());
  }

  private static void demand(String property, Duration value, Duration atLeast) {
    if (value.compareTo(atLeast) < 0) {
      throw Fault.invalid(
          "reveil.delivery." + property,
          "reveil.delivery.%s: %s is too short; give at least %s."
              .formatted(property, value, atLeast));
    }
  }
}
