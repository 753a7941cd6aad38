package io.reveil.delivery.queue;

import io.reveil.delivery.Message;
import io.reveil.delivery.MessageIds;
import io.reveil.delivery.pace.ProviderGroups;
import io.reveil.job.Columns;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Ids;
import io.reveil.kernel.ContactId;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Single mails: double opt-in, receipts. They go through the outbox and the same gate. */
@Singleton
public final class SingleMails {
  private final Database database;
  private final Messages messages;
  private final Outbox outbox;
  private final ProviderGroups providers;
  private final MessageIds messageIds;
  private final Ids ids;
  private final Clock clock;

  SingleMails(
      Database database,
      Messages messages,
      Outbox outbox,
      ProviderGroups providers,
      MessageIds messageIds,
      Ids ids,
      Clock clock) {
    this.database = database;
    this.messages = messages;
    this.outbox = outbox;
    this.providers = providers;
    this.messageIds = messageIds;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Queues a mail, in the caller's transaction. The same contact, origin and step again changes
   * nothing.
   *
   * @return the message's id
   */
  public long queue(SingleMail mail) {
    Message message = new Message(
        mail.contact(),
        ids.next(),
        mail.kind(),
        mail.originId(),
        mail.step(),
        Optional.empty(),
        Optional.empty(),
        mail.template(),
        mail.language(),
        Optional.of(mail.giveUpAt()));
    return database.write(() -> messages
        .find(mail.contact(), mail.originId(), mail.step())
        .orElseGet(
            () -> store(new Queued(message, providers.of(mail.address()), 0), mail.dueAt())));
  }

  private long store(Queued queued, Instant due) {
    Message message = queued.message();
    try {
      messages.insert(List.of(queued), Optional.empty(), clock.instant());
    } catch (DatabaseException e) {
      if (e.isDuplicate()) {
        return messages
            .find(message.contact(), message.originId(), message.step())
            .orElseThrow();
      }
      throw e;
    }
    outbox.insert(message, queued.group(), due);
    return message.id();
  }

  /** A message, if it is still kept. */
  public Optional<Message> find(ContactId contact, long messageId) {
    return messages.find(contact, messageId).map(Queued::message);
  }

  /** When the relay took a message; empty as long as that is open, and if it never did. */
  public Optional<Instant> sentAt(ContactId contact, long messageId) {
    return database.first(
        """
        SELECT settled_at
          FROM message
         WHERE contact_id = ?
           AND message_id = ?
           AND state = 'SENT'
        """, row -> Columns.instant(row, "settled_at"), contact.value(), messageId);
  }

  /** The Message-ID header of a message, without brackets: deterministic. */
  public String messageIdHeader(ContactId contact, long messageId) {
    return messageIds.of(contact, messageId);
  }

  /** Notes on a message what its person said by it, marketing alone for what is an answer; the first time counts. */
  public void recordAnswer(ContactId contact, long messageId, Answer answer, Instant at) {
    String sql = switch (answer) {
      case STAYED -> """
          UPDATE message
             SET stayed_at = ?
           WHERE contact_id = ?
             AND message_id = ?
             AND wave_id IS NOT NULL
             AND stayed_at IS NULL
          """;
      case UNSUBSCRIBED -> """
          UPDATE message
             SET unsubscribed_at = ?
           WHERE contact_id = ?
             AND message_id = ?
             AND wave_id IS NOT NULL
             AND unsubscribed_at IS NULL
          """;
      case COMPLAINED -> """
          UPDATE message
             SET complained_at = ?
           WHERE contact_id = ?
             AND message_id = ?
             AND complained_at IS NULL
          """;
    };
    database.update(sql, at, contact.value(), messageId);
  }

  /** An answer that a mail's own link brought, or a complaint about it. */
  public enum Answer {
    STAYED,
    UNSUBSCRIBED,
    COMPLAINED
  }
}
