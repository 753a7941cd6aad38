package io.reveil;

import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.reveil.kernel.Fault;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;

/** Refuses an installation that would harm people, before anything else of it is made. */
@Singleton
class SafeInstallation implements BeanCreatedEventListener<Installation> {
  private final String smtpHost;
  private final String clock;

  SafeInstallation(
      @Value("${reveil.smtp.host:127.0.0.1}") String smtpHost,
      @Value("${reveil.clock:}") String clock) {
    this.smtpHost = smtpHost;
    this.clock = clock;
  }

  @Override
  public Installation onCreated(BeanCreatedEvent<Installation> event) {
    check(event.getBean());
    return event.getBean();
  }

  void check(Installation installation) {
    String scheme = String.valueOf(installation.baseUrl().getScheme());
    String host = String.valueOf(installation.baseUrl().getHost());
    boolean isHere = isLoopback(host);
    if (!scheme.equals("https") && !(scheme.equals("http") && isHere)) {
      throw refused(
          "BASE_URL_UNSAFE",
          "REVEIL_BASE_URL must be an https:// address, since links in mails lead to consent (A55):"
              + " put a TLS proxy in front, or use http://127.0.0.1 for a trial.");
    }
    if (!isBare(installation.baseUrl())) {
      throw refused(
          "BASE_URL_UNSAFE",
          "REVEIL_BASE_URL must be a plain address such as https://lettre.example.org or"
              + " https://example.org/lettre: every link begins with it, so take ?, # and user@ out.");
    }
    if (!clock.isBlank() && !(isHere && isLoopback(smtpHost))) {
      throw refused(
          "CLOCK_IN_EARNEST",
          "REVEIL_CLOCK is for trials: take it away, or let REVEIL_BASE_URL and REVEIL_SMTP_HOST"
              + " both lead to this machine (127.0.0.1).");
    }
  }

  private static boolean isBare(URI url) {
    return url.getHost() != null
        && url.getRawQuery() == null
        && url.getRawFragment() == null
        && url.getRawUserInfo() == null;
  }

  /** By its name only: a resolver may say anything. */
  private static boolean isLoopback(String host) {
    if (host.equals("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Fault refused(String code, String sentence) {
    return new Fault(Fault.Kind.REFUSED, code, sentence);
  }
}
