package io.reveil.delivery;

import io.reveil.content.TemplateRef;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Language;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Single mails: double opt-in, receipts. They go through the outbox and the same gate. */
@Singleton
public final class SingleMails {
  SingleMails() {}

  /**
   * Queues a mail that is due now, in the caller's transaction. The same contact, origin and step again changes
   * nothing.
   *
   * @return the message's id
   */
  public long queue(
      String kind,
      ContactId contact,
      io.reveil.kernel.EmailAddress address,
      long originId,
      String step,
      TemplateRef template,
      Language language,
      Instant giveUpAt) {
    throw new UnsupportedOperationException();
  }

  /** A message, if it is still kept. */
  public Optional<Message> find(ContactId contact, long messageId) {
    throw new UnsupportedOperationException();
  }

  /** The Message-ID header of a message, without brackets: deterministic. */
  public String messageIdHeader(ContactId contact, long messageId) {
    throw new UnsupportedOperationException();
  }

  /** Notes on a marketing message that its person stayed or unsubscribed by it; the first time counts. */
  public void recordAnswer(ContactId contact, long messageId, Answer answer, Instant at) {
    throw new UnsupportedOperationException();
  }

  /** An answer that a mail's own link brought. */
  public enum Answer {
    STAYED,
    UNSUBSCRIBED
  }
}
