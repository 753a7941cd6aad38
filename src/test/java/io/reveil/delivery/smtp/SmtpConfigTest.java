package io.reveil.delivery.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reveil.kernel.Fault;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

  /** (A55) */
  @ParameterizedTest
  @CsvSource({"127.0.0.1, true", "localhost, true", "10.0.0.7, false", "relay.example.org, false"})
  void aPasswordGoesInClearToThisMachineOnly(String host, boolean accepted) {
    Duration time = Duration.ofSeconds(10);
    ThrowingCallable inClear =
        () -> new SmtpConfig(host, 587, "reveil", "secret", false, time, time);

    if (accepted) {
      assertThatCode(inClear).doesNotThrowAnyException();
    } else {
      assertThatThrownBy(inClear)
          .isInstanceOf(Fault.class)
          .hasMessageStartingWith("reveil.smtp.starttls (REVEIL_SMTP_STARTTLS): ");
    }
  }

  @Test
  void thePasswordIsNotInWhatIsPrinted() {
    Duration time = Duration.ofSeconds(10);

    assertThat(new SmtpConfig("relay", 587, "reveil", "secret", true, time, time).toString())
        .isEqualTo("SmtpConfig[relay:587]");
  }
}
