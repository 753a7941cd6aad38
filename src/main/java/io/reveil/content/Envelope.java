package io.reveil.content;

import io.reveil.kernel.EmailAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * The headers of one mail. Every value is guarded: CR, LF or NUL refuse the mail.
 *
 * @param messageId without angle brackets; deterministic
 * @param listing the headers of marketing mail; absent in mail asked for by the person
 */
public record Envelope(
    EmailAddress from,
    String fromName,
    EmailAddress to,
    Optional<EmailAddress> replyTo,
    String messageId,
    Instant date,
    Optional<Listing> listing) {

  /**
   * List-Id, List-Unsubscribe and List-Unsubscribe-Post (RFC 2919, RFC 2369, RFC 8058). Without it a mail is {@code
   * Auto-Submitted: auto-generated} (B13).
   */
  public record Listing(String listLabel, String listId, URI oneClick) {}
}
