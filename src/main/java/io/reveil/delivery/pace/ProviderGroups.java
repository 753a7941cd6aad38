package io.reveil.delivery.pace;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.kernel.EmailAddress;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;

/** Which mailbox provider an address belongs to, by its domain, so that one slow provider blocks nobody else. */
@Singleton
public class ProviderGroups {
  private static final String ANY_ENDING = ".*";

  private final Map<String, String> byDomain = new HashMap<>();
  private final Map<String, String> byFirstLabel = new HashMap<>();

  ProviderGroups(DeliveryConfig config) {
    config.providers().forEach((group, domains) -> {
      for (String domain : domains.strip().split("[,\\s]+", -1)) {
        add(group, domain);
      }
    });
  }

  private void add(String group, String domain) {
    if (domain.endsWith(ANY_ENDING)) {
      byFirstLabel.put(domain.substring(0, domain.length() - ANY_ENDING.length()), group);
    } else {
      byDomain.put(domain, group);
    }
  }

  public String of(EmailAddress address) {
    String domain = address.domain();
    String group = byDomain.get(domain);
    if (group != null) {
      return group;
    }
    String firstLabel = domain.substring(0, domain.indexOf('.'));
    return byFirstLabel.getOrDefault(firstLabel, DeliveryConfig.OTHER);
  }
}
