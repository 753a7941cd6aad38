package io.reveil.delivery.smtp;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.reveil.kernel.Demands;
import io.reveil.kernel.Installation;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * The relay that all mail goes to.
 *
 * @param user empty: no AUTH
 * @param starttls whether TLS is demanded; without it the mail goes in clear
 */
@ConfigurationProperties("reveil.smtp")
record SmtpConfig(
    String host,
    int port,
    String user,
    String password,
    boolean starttls,
    Duration connectTimeout,
    Duration timeout) {
  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}._-]+");
  private static final Pattern IPV6 = Pattern.compile("\\p{XDigit}*(:[\\p{XDigit}.]*){2,}");
  private static final int LAST_PORT = 65_535;
  /** Jakarta Mail takes 0 for "wait for ever", and counts in milliseconds. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final Duration LONGEST = Duration.ofHours(1);

  SmtpConfig {
    Demands.of("reveil.smtp")
        .that(
            NAME.matcher(host).matches() || IPV6.matcher(host).matches(),
            "host",
            "give the relay's name or IP address alone, as in relay.example.org; the port is"
                + " reveil.smtp.port.")
        .between("port", port, 1, LAST_PORT)
        .that(
            user.isEmpty() == password.isEmpty(),
            "user",
            "reveil.smtp.user and reveil.smtp.password: give both for AUTH, or neither.")
        .that(
            user.isEmpty() || starttls || Installation.isLoopback(host),
            "starttls",
            "with reveil.smtp.user the password would go to " + host
                + " in clear: set it to true (A55).")
        .between("connect-timeout", connectTimeout, SHORTEST, LONGEST)
        .between("timeout", timeout, SHORTEST, LONGEST)
        .orRefuse();
  }

  @Override
  public String toString() {
    return "SmtpConfig[" + host + ":" + port + "]";
  }
}
