package io.reveil.delivery.smtp;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Fault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/**
 * The relay that all mail goes to.
 *
 * @param user empty: no AUTH
 * @param starttls whether TLS is demanded; without it the mail goes in clear
 */
@ConfigurationProperties("reveil.smtp")
record SmtpConfig(
    @NotBlank String host,
    @Min(1) @Max(65_535) int port,
    String user,
    String password,
    boolean starttls,
    @NotNull Duration connectTimeout,
    @NotNull Duration timeout) {
  SmtpConfig {
    demand("connect-timeout", connectTimeout);
    demand("timeout", timeout);
    if (user.isEmpty() != password.isEmpty()) {
      throw Fault.invalid(
          "reveil.smtp.user",
          "reveil.smtp.user and reveil.smtp.password: give both for AUTH, or neither.");
    }
  }

  /** Jakarta Mail takes 0 for "wait for ever". */
  private static void demand(String property, Duration timeout) {
    if (timeout.toMillis() <= 0) {
      throw Fault.invalid(
          "reveil.smtp." + property,
          "reveil.smtp.%s: %s is too short; give 10s or so.".formatted(property, timeout));
    }
  }

  @Override
  public String toString() {
    return "SmtpConfig[" + host + ":" + port + "]";
  }
}
