package io.reveil.content;

import io.reveil.kernel.EmailAddress;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A mail as it goes over the wire: headers in one fixed order, then text and HTML. Written by us, since building a
 * MimeMessage costs 300 times what rendering does.
 */
final class MailBytes {
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
          "EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
      .withZone(ZoneOffset.UTC);

  private MailBytes() {}

  static byte[] of(Envelope envelope, String subject, String text, String html) {
    // Quoted-printable writes "=" as "=3D", so that no body can contain this.
    String boundary = "=_reveil";
    StringBuilder mail = new StringBuilder(html.length() + text.length() + 4_000);
    mail.append(headers(envelope, subject, boundary)).append("\r\n");
    part(mail, boundary, "text/plain", text);
    part(mail, boundary, "text/html", html);
    mail.append("--").append(boundary).append("--\r\n");
    return mail.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String headers(Envelope envelope, String subject, String boundary) {
    Headers headers = new Headers()
        .add("Date", DATE.format(envelope.date()))
        .add("Message-ID", "<" + Headers.bare("Message-ID", envelope.messageId()) + ">")
        .add("MIME-Version", "1.0")
        .add("From", mailbox("From", envelope.fromName(), envelope.from()))
        .add("To", envelope.to().forSending());
    envelope.replyTo().ifPresent(address -> headers.add("Reply-To", address.forSending()));
    headers.add("Subject", Headers.words("Subject", subject));
    envelope
        .listing()
        .ifPresentOrElse(
            listing -> listing(headers, listing),
            () -> headers.add("Auto-Submitted", "auto-generated"));
    return headers
        .add("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"")
        .text();
  }

  private static void listing(Headers headers, Envelope.Listing listing) {
    headers
        .add(
            "List-Id",
            Headers.phrase("List-Id", listing.listLabel())
                + " <"
                + Headers.bare("List-Id", listing.listId())
                + ">")
        .add(
            "List-Unsubscribe",
            "<" + Headers.bare("List-Unsubscribe", listing.oneClick().toString()) + ">")
        .add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
        .add("X-Auto-Response-Suppress", "OOF, AutoReply");
  }

  private static String mailbox(String header, String name, EmailAddress address) {
    return Headers.phrase(header, name) + " <" + address.forSending() + ">";
  }

  private static void part(StringBuilder mail, String boundary, String type, String body) {
    mail.append("--").append(boundary).append("\r\n");
    mail.append("Content-Type: ").append(type).append("; charset=UTF-8\r\n");
    mail.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n");
    mail.append(QuotedPrintable.encode(body)).append("\r\n");
  }
}
