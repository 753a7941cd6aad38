package io.reveil.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
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
    @NotEmpty Map<String, String> pace) {}
