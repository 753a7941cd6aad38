package io.reveil.delivery.smtp;

import io.reveil.content.OutgoingMail;
import io.reveil.kernel.Installation;
import jakarta.inject.Singleton;

/** Opens the connections of lanes. */
@Singleton
public class Relays {
  private final SmtpConfig config;
  private final String helo;

  Relays(SmtpConfig config, Installation installation) {
    this.config = config;
    this.helo = installation.baseUrl().getHost();
  }

  /** The connections of one lane. Nothing is opened before the first mail. */
  public Line line() {
    return new Line(new Relay(config, helo, false), new Relay(config, helo, true));
  }

  /** Two connections, since SMTPUTF8 is asked for where an address needs it and nowhere else (B21). */
  public record Line(Relay ascii, Relay utf8) implements AutoCloseable {
    public Reply send(OutgoingMail mail) {
      boolean beyondAscii = mail.recipient().needsUtf8() || mail.sender().needsUtf8();
      return beyondAscii ? utf8.send(mail) : ascii.send(mail);
    }

    @Override
    public void close() {
      ascii.close();
      utf8.close();
    }
  }
}
