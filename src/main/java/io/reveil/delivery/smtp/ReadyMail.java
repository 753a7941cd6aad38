package io.reveil.delivery.smtp;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** A mail whose bytes are made already: Jakarta Mail only carries them. */
final class ReadyMail extends SMTPMessage {
  private final byte[] bytes;
  private boolean written;

  ReadyMail(Session session, String envelopeSender, byte[] bytes) {
    super(session);
    this.bytes = bytes.clone();
    setEnvelopeFrom(envelopeSender);
  }

  @Override
  public void writeTo(OutputStream out, String @Nullable [] ignored) throws IOException {
    out.write(bytes);
    written = true;
  }

  /** Whether all bytes went out, so that the final dot may have reached the relay. */
  boolean isWritten() {
    return written;
  }
}
