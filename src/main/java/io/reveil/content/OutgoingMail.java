package io.reveil.content;

import io.reveil.kernel.EmailAddress;

/** A mail ready for SMTP: its bytes are what the relay gets. */
public record OutgoingMail(
    EmailAddress sender, EmailAddress recipient, String messageId, byte[] bytes) {
  public OutgoingMail {
    bytes = bytes.clone();
  }

  /** The same mail, returned to another address than its From when it cannot be delivered. */
  public OutgoingMail returnedTo(EmailAddress address) {
    return new OutgoingMail(address, recipient, messageId, bytes);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }
}
