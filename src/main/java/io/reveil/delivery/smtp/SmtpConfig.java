package io.reveil.delivery.smtp;

import io.micronaut.context.annotation.ConfigurationProperties;
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
  @Override
  public String toString() {
    return "SmtpConfig[" + host + ":" + port + "]";
  }
}
