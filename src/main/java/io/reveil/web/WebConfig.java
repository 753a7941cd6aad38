package io.reveil.web;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import java.util.List;

/**
 * How the public endpoints are protected.
 *
 * @param trustedProxies the addresses whose X-Forwarded-For is believed
 * @param postsPerMinute how many public POSTs one network may make, withdrawals excepted
 */
@ConfigurationProperties("reveil.web")
record WebConfig(List<String> trustedProxies, int postsPerMinute) {
  WebConfig {
    trustedProxies = List.copyOf(trustedProxies);
    Demands demands =
        Demands.of("reveil.web").between("posts-per-minute", postsPerMinute, 1, Integer.MAX_VALUE);
    for (String proxy : trustedProxies) {
      demands.that(
          ClientNetworks.literal(proxy).isPresent(),
          "trusted-proxies",
          "“" + proxy + "” is not an IP address; give each as in 127.0.0.1 or ::1.");
    }
    demands.orRefuse();
  }
}
