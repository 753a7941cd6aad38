package io.reveil.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpConfigTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', PT0S, PT60S, connect-timeout",
    "'', '', PT10S, PT0S, timeout",
    "'', '', PT10S, PT-1S, timeout",
    "reveil, '', PT10S, PT60S, user",
    "'', secret, PT10S, PT60S, user"
  })
  void aWrongValueIsRefusedByName(
      String user, String password, Duration connect, Duration timeout, String property) {
    assertThatThrownBy(() -> new SmtpConfig("relay", 587, user, password, true, connect, timeout))
        .isInstanceOf(Fault.class)
        .hasMessageStartingWith("reveil.smtp." + property + " (");
  }

  @Test
  void thePasswordIsNotInWhatIsPrinted() {
    Duration time = Duration.ofSeconds(10);

    assertThat(new SmtpConfig("relay", 587, "reveil", "secret", true, time, time).toString())
        .isEqualTo("SmtpConfig[relay:587]");
  }
}
