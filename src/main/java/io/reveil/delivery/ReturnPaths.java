package io.reveil.delivery;

import io.reveil.kernel.EmailAddress;
import io.reveil.link.MailTokens;
import io.reveil.link.SentMail;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The envelope sender of each mail, to which servers return it: {@code b.TOKEN@} the bounce domain, 55 characters of the 64
 * that a local part may have (RFC 5321 §4.5.3.1.1), so that whatever comes back names the message it is about (B22).
 */
@Singleton
public class ReturnPaths {
  private static final String PREFIX = "b.";

  private final MailTokens tokens;
  private final String domain;

  ReturnPaths(MailTokens tokens, DeliveryConfig config) {
    this.tokens = tokens;
    this.domain = config.bounceDomain();
  }

  /** Nothing without a bounce domain: then mail returns to its From. */
  public Optional<EmailAddress> of(Message message) {
    if (domain.isEmpty()) {
      return Optional.empty();
    }
    String token = tokens.issue(new SentMail(message.contact(), message.id()));
    return EmailAddress.parse(PREFIX + token + "@" + domain);
  }
}
