package io.reveil.delivery.pace;

import static org.assertj.core.api.Assertions.assertThat;

import io.reveil.delivery.DeliveryConfig;
import io.reveil.kernel.EmailAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderGroupsTest {
  private final ProviderGroups groups = new ProviderGroups(new DeliveryConfig(
      1,
      Duration.ofSeconds(30),
      List.of(Duration.ofMinutes(5)),
      Duration.ofDays(4),
      "",
      Map.of("google", "gmail.com, googlemail.com", "microsoft", "outlook.*, hotmail.*, msn.com"),
      Map.of("default", "1/s")));

  @ParameterizedTest
  @CsvSource({
    "a@gmail.com, google",
    "a@GoogleMail.com, google",
    "a@outlook.fr, microsoft",
    "a@hotmail.co.uk, microsoft",
    "a@msn.com, microsoft",
    "a@msn.example.org, other",
    "a@mail.outlook.example.org, other",
    "a@example.org, other"
  })
  void aDomainHasItsGroup(String address, String group) {
    assertThat(groups.of(EmailAddress.parse(address).orElseThrow())).isEqualTo(group);
  }
}
