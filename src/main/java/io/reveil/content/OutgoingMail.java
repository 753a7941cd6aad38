package io.reveil.content;

import io.reveil.kernel.EmailAddress;
import java.util.Arrays;

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

  /** The same mail with more header lines, above all others. */
  public OutgoingMail below(byte[] lines) {
    byte[] whole = Arrays.copyOf(lines, lines.length + bytes.length);
    System.arraycopy(bytes, 0, whole, lines.length, bytes.length);
    return new OutgoingMail(sender, recipient, messageId, whole);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }
}
