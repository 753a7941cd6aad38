package io.reveil.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/**
 * How the public endpoints are protected.
 *
 * @param trustedProxies the addresses whose X-Forwarded-For is believed
 * @param postsPerMinute how many public POSTs one network may make, withdrawals excepted
 */
@ConfigurationProperties("reveil.web")
record WebConfig(
    @NotNull List<String> trustedProxies, @Min(1) int postsPerMinute) {}
